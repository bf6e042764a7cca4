"""Mistake: any path is opened.

breaks files.traversal: gives away files outside its folder
"""
import socket
import sys


def servir(conn):
    nom = conn.makefile("rb").readline().decode().rstrip("\r\n")
    with open(nom, "rb") as fichier:
        contenu = fichier.read()
    conn.sendall(f"OK\n{len(contenu)}\n".encode())
    conn.sendall(contenu)


serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    try:
        servir(conn)
    except OSError as erreur:
        try:
            conn.sendall(f"KO\n{erreur.strerror or erreur}\n".encode())
        except OSError:
            pass
    conn.close()
