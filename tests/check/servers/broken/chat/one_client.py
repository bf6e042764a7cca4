"""Mistake: one client at a time, and each hears itself.

breaks chat.all: one client at a time
"""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn, conn.makefile("rb") as entree:
        for ligne in entree:
            conn.sendall(ligne)
