"""Protohackers 4: keys and values over UDP."""
import socket
import sys

serveur = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
serveur.bind(("", int(sys.argv[1])))
donnees = {}
while True:
    requete, adresse = serveur.recvfrom(1000)
    cle, egal, valeur = requete.partition(b"=")
    if egal:
        donnees[cle] = valeur
    elif requete == b"version":
        serveur.sendto(b"version=Base de Ken 1.0", adresse)
    else:
        serveur.sendto(requete + b"=" + donnees.get(requete, b""), adresse)
