"""Mistake: isdigit() decides what an integer is, and knows no sign.

breaks prime.edges: isdigit() knows no sign
breaks prime.sheet: isdigit() knows no sign
"""
import socket
import sys


def repondre(texte):
    if not texte.isdigit():
        return "E"
    n = int(texte)
    return "T" if n > 1 and all(n % d for d in range(2, min(n, 2000))) else "F"


serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn:
        for ligne in conn.makefile("rb"):
            conn.sendall((repondre(ligne.decode().strip()) + "\n").encode())
