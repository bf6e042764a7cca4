"""Mistake: a folder whose path begins like that of the served one is taken for a part of it.

breaks files.traversal: gives away files outside its folder
"""
import os
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    nom = conn.makefile("rb").readline().decode().rstrip("\r\n")
    try:
        if not os.path.abspath(nom).startswith(os.getcwd()):
            raise OSError("hors du dossier")
        with open(nom, "rb") as fichier:
            contenu = fichier.read()
        conn.sendall(f"OK\n{len(contenu)}\n".encode() + contenu)
    except OSError as erreur:
        conn.sendall(f"KO\n{erreur}\n".encode())
    conn.close()
