"""Mistake: the answer goes out through another socket, and so comes from another port.

breaks prime.udp_simple: from another port
"""
import socket
import sys

serveur = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
serveur.bind(("", int(sys.argv[1])))
while True:
    donnees, adresse = serveur.recvfrom(1024)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as autre:
        autre.sendto(b"T" if donnees == b"17" else b"F", adresse)
