"""Mistake: an empty line gets no answer.

breaks echo.empty_line: skips an empty line
"""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn:
        for ligne in conn.makefile("rb"):
            if ligne != b"\n":
                conn.sendall(ligne.decode().upper().encode())
