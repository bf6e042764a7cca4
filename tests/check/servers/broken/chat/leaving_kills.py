"""Mistake: whoever leaves ends the talk.

breaks chat.leaves: when a client leaves
"""
import select
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])), backlog=16)
tampons = {}  # one buffer of bytes for each client


def partir(client):
    if tampons.pop(client, None) is not None:
        client.close()


def diffuser(ligne, auteur):
    for client in list(tampons):
        if client is not auteur:
            try:
                client.sendall(ligne)
            except OSError:
                partir(client)


while True:
    prets, _, _ = select.select([serveur, *tampons], [], [])
    for prise in prets:
        if prise is serveur:
            client, adresse = serveur.accept()
            tampons[client] = b""
            continue
        if prise not in tampons:
            continue
        try:
            donnees = prise.recv(1024)
        except OSError:
            donnees = b""
        if not donnees:
            sys.exit("un client est parti")
        *lignes, tampons[prise] = (tampons[prise] + donnees).split(b"\n")
        for ligne in lignes:
            diffuser(ligne + b"\n", prise)
