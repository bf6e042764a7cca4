"""Mistake: an empty line is taken for the end of the stream.

breaks echo.empty_line: takes an empty line for the end
"""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn, conn.makefile("r", encoding="utf-8", newline="\n") as entree:
        while ligne := entree.readline().strip():
            conn.sendall((ligne.upper() + "\n").encode())
