"""Mistake: one answer, then the connection is closed.

breaks echo.several: closes the connection after one answer
"""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn, conn.makefile("rb") as entree:
        conn.sendall(entree.readline().decode().upper().encode())
