"""Mistake: accept stands outside of any loop.

breaks echo.next_client: serves one client and is over then
"""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
conn, addr = serveur.accept()
with conn, conn.makefile("rb") as entree:
    for ligne in entree:
        conn.sendall(ligne.decode().upper().encode())
