"""Echo with messages: two bytes of length in front, the most significant first; the answer is in upper case."""
import socket
import struct
import sys
import threading


def lire(client, longueur):
    donnees = b""
    while len(donnees) < longueur:
        morceau = client.recv(longueur - len(donnees))
        if morceau == b"":
            return None
        donnees += morceau
    return donnees


def servir(client):
    with client:
        while (entete := lire(client, 2)) is not None:
            message = lire(client, struct.unpack("!H", entete)[0])
            if message is None:
                return
            reponse = message.decode(errors="replace").upper().encode()
            client.sendall(struct.pack("!H", len(reponse)) + reponse)


def protege(client):
    try:
        servir(client)
    except ConnectionError:
        pass


serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    threading.Thread(target=protege, args=(serveur.accept()[0],), daemon=True).start()
