"""Mistake: nothing catches a division by zero.

breaks calc.errors: ended with an error
"""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn, conn.makefile("rb") as entree:
        for ligne in entree:
            conn.sendall((str(eval(ligne.decode())) + "\n").encode())
