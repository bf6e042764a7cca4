"""Mistake: the clients are read one after another, so all wait for the one whose turn it is.

breaks chat.any_order: waits for one client in particular
"""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])), backlog=16)
clients = [serveur.accept()[0] for _ in range(3)]
lignes = [client.makefile("rb") for client in clients]
while True:
    for tour in (1, 0, 2):
        ligne = lignes[tour].readline()
        for client in clients:
            if client is not clients[tour]:
                client.sendall(ligne)
