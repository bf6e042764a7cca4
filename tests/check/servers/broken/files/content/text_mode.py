"""Mistake: the file is opened in text mode.

breaks files.accents: counts characters, not bytes
breaks files.binary: reads the file as text
"""
import socket
import sys


def servir(conn):
    nom = conn.makefile("rb").readline().decode().rstrip("\r\n")
    if "/" in nom or nom in ("", "."):
        raise FileNotFoundError("hors du dossier")
    with open(nom, "r", encoding="utf-8", newline="") as fichier:
        contenu = fichier.read()
    conn.sendall(f"OK\n{len(contenu)}\n".encode())
    conn.sendall(contenu.encode())


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
