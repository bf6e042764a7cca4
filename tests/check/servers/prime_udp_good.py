"""Sheet 003 §1.2: a datagram with an integer gets T, F or E, where it came from."""
import socket
import sys

serveur = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
serveur.bind(("", int(sys.argv[1])))
while True:
    donnees, adresse = serveur.recvfrom(1024)
    try:
        n = int(donnees)
        reponse = b"T" if n > 1 and all(n % d for d in range(2, min(n, 2000))) else b"F"
    except ValueError:
        reponse = b"E"
    serveur.sendto(reponse, adresse)
