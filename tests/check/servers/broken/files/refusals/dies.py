"""Mistake: nothing catches an unknown name.

breaks files.unknown: ended with an error
"""
import socket
import sys


def servir(conn):
    nom = conn.makefile("rb").readline().decode().rstrip("\r\n")
    if "/" in nom or nom in ("", "."):
        raise FileNotFoundError("hors du dossier")
    with open(nom, "rb") as fichier:
        contenu = fichier.read()
    conn.sendall(f"OK\n{len(contenu)}\n".encode())
    conn.sendall(contenu)


serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    servir(conn)
    conn.close()
