"""Mistake: the line comes back as it was.

breaks echo.upper: not in upper case
"""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn, conn.makefile("rb") as entree:
        for ligne in entree:
            conn.sendall(ligne)
