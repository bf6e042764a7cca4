"""Mistake: strip() takes away the blanks as well as the line end.

breaks echo.blanks: takes the blanks away
"""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn:
        for ligne in conn.makefile("rb"):
            conn.sendall((ligne.decode().strip().upper() + "\n").encode())
