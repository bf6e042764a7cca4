"""Mistake: the answer has no line end.

breaks echo.upper: without a line end
"""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn, conn.makefile("rb") as entree:
        for ligne in entree:
            conn.sendall(ligne.decode().strip().upper().encode())
