"""Mistake: nobody catches what recv raises when a client breaks off.

breaks chat.reset: a client that breaks off ends the talk for all, where it should only leave the list
"""
import select
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])), backlog=16)
tampons = {}
while True:
    prets, _, _ = select.select([serveur, *tampons], [], [])
    for prise in prets:
        if prise is serveur:
            client, adresse = serveur.accept()
            tampons[client] = b""
            continue
        donnees = prise.recv(1024)
        if not donnees:
            del tampons[prise]
            prise.close()
            continue
        *lignes, tampons[prise] = (tampons[prise] + donnees).split(b"\n")
        for ligne in lignes:
            for client in tampons:
                if client is not prise:
                    client.sendall(ligne + b"\n")
