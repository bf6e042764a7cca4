"""Mistake: the line comes back to who said it.

breaks chat.not_back: back to who said it
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
            partir(prise)
            continue
        *lignes, tampons[prise] = (tampons[prise] + donnees).split(b"\n")
        for ligne in lignes:
            diffuser(ligne + b"\n", prise)
