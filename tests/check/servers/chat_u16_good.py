"""Chat with messages: two bytes of length in front; a message from one client goes to all the others."""
import select
import socket
import struct
import sys

serveur = socket.create_server(("", int(sys.argv[1])), backlog=16)
tampons = {}  # one buffer of bytes for each client


def partir(client):
    if tampons.pop(client, None) is not None:
        client.close()


def diffuser(message, auteur):
    for client in list(tampons):
        if client is not auteur:
            try:
                client.sendall(struct.pack("!H", len(message)) + message)
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
        tampon = tampons[prise] + donnees
        while len(tampon) >= 2 and len(tampon) >= 2 + (longueur := struct.unpack("!H", tampon[:2])[0]):
            diffuser(tampon[2:2 + longueur], prise)
            tampon = tampon[2 + longueur:]
        if prise in tampons:
            tampons[prise] = tampon
