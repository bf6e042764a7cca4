"""Mistake: the size is missing.

breaks files.text: the size is missing
"""
import socket
import sys


def servir(conn):
    nom = conn.makefile("rb").readline().decode().rstrip("\r\n")
    if "/" in nom or nom in ("", "."):
        raise FileNotFoundError("hors du dossier")
    with open(nom, "rb") as fichier:
        contenu = fichier.read()
    conn.sendall(b"OK\n")
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
