"""Mistake: what readline returns at the end of the stream is used without a test.

breaks echo.next_client: ends with an error when a client leaves
"""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    lignes = conn.makefile("rb")
    while True:
        ligne = lignes.readline()
        if ligne[-1] != 10:  # IndexError: there is no last byte
            break
        conn.sendall(ligne.decode().upper().encode())
    conn.close()
