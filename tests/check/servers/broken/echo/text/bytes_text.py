"""Mistake: str() of bytes.

breaks echo.upper: sends str(bytes)
"""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn, conn.makefile("rb") as entree:
        for ligne in entree:
            conn.sendall((str(ligne.strip()).upper().replace("B'", "b'") + "\n").encode())
