"""Mistake: the line still has its line end when another one is added.

breaks echo.several: still had its line end
"""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn:
        for ligne in conn.makefile("rb"):
            conn.sendall((ligne.decode().upper() + "\n").encode())
