"""Mistake: what is no integer gets no answer.

breaks prime.udp_not_integers: answered, too, with E
"""
import socket
import sys

serveur = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
serveur.bind(("", int(sys.argv[1])))
while True:
    donnees, adresse = serveur.recvfrom(1024)
    try:
        n = int(donnees)
    except ValueError:
        continue
    premier = n > 1 and all(n % d for d in range(2, min(n, 2000)))
    serveur.sendto(b"T" if premier else b"F", adresse)
