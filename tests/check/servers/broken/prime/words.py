"""Mistake: the answers are words.

breaks prime.simple: the single letter T, F or E
"""
import socket
import sys


def premier(n):
    return n > 1 and all(n % d for d in range(2, min(n, 2000)))


serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn:
        for ligne in conn.makefile("rb"):
            try:
                reponse = str(premier(int(ligne)))
            except ValueError:
                reponse = "Erreur"
            conn.sendall((reponse + "\n").encode())
