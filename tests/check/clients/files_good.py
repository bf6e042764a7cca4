"""Sheet 000 §3: asks for a name, saves the file under /tmp."""
import os
import socket
import sys

nom = input("fichier ? ")
with socket.create_connection(("localhost", int(sys.argv[1]))) as s, s.makefile("rb") as entree:
    s.sendall((nom + "\n").encode())
    if entree.readline() != b"OK\n":
        sys.exit("refus : " + entree.readline().decode())
    taille = int(entree.readline())
    contenu = entree.read(taille)
    if len(contenu) < taille:
        sys.exit(f"il manque {taille - len(contenu)} octets")
    with open(os.path.join("/tmp", os.path.basename(nom)), "wb") as sortie:
        sortie.write(contenu)
