"""Mistake: a line is never longer than one recv.

breaks echo.long: cuts long lines: the first answer is that to the first 1024 of 9000 characters
"""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn, conn.makefile("rb") as entree:
        while ligne := entree.readline(1024):
            conn.sendall((ligne.decode().strip().upper() + "\n").encode())
