"""Mistake: bytes are turned to upper case, not text.

breaks echo.accents: knows no letters but a to z
breaks echo.split: knows no letters but a to z
"""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn, conn.makefile("rb") as entree:
        for ligne in entree:
            conn.sendall(ligne.upper())
