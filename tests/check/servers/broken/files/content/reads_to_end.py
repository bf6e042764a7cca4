"""Mistake: the name is read to the end of the stream, not to its line end.

breaks files.text: only at the end of the stream
"""
import os
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    nom = conn.makefile("rb").read().decode().rstrip("\r\n")
    if os.path.isfile(nom) and "/" not in nom:
        with open(nom, "rb") as fichier:
            contenu = fichier.read()
        conn.sendall(f"OK\n{len(contenu)}\n".encode() + contenu)
    else:
        conn.sendall(b"KO\nfichier inexistant\n")
    conn.close()
