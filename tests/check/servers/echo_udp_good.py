"""Echo over UDP: each datagram comes back in upper case, where it came from."""
import socket
import sys

serveur = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
serveur.bind(("", int(sys.argv[1])))
while True:
    donnees, adresse = serveur.recvfrom(65535)
    try:
        reponse = donnees.decode().upper().encode()
    except UnicodeDecodeError:
        reponse = donnees
    serveur.sendto(reponse, adresse)
