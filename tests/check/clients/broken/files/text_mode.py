"""Mistake: what is received is decoded and saved as text.

breaks files.client_saves: the file went through text on its way to the disk
"""
import os
import socket
import sys

nom = input("fichier ? ")
with socket.create_connection(("localhost", int(sys.argv[1]))) as s, s.makefile("r", errors="replace") as entree:
    s.sendall((nom + "\n").encode())
    if entree.readline() != "OK\n":
        sys.exit("refus : " + entree.readline())
    taille = int(entree.readline())
    with open(os.path.join("/tmp", os.path.basename(nom)), "w") as sortie:
        sortie.write(entree.read(taille))
