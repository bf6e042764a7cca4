"""A message from the keyboard, two bytes of length in front, then its answer, until Ctrl-D."""
import socket
import struct
import sys


def lire(s, longueur):
    donnees = b""
    while len(donnees) < longueur:
        morceau = s.recv(longueur - len(donnees))
        if not morceau:
            sys.exit("le serveur est parti")
        donnees += morceau
    return donnees


with socket.create_connection(("localhost", int(sys.argv[1]))) as s:
    for ligne in sys.stdin:
        message = ligne.rstrip("\n").encode()
        s.sendall(struct.pack("!H", len(message)) + message)
        print(lire(s, struct.unpack("!H", lire(s, 2))[0]).decode())
