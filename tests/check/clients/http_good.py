"""A first client of web servers: asks for a path, and shows the body."""
import socket
import sys


def lire_corps(lignes, champs):
    if "chunked" in champs.get("transfer-encoding", ""):
        corps = b""
        while taille := int(lignes.readline().split(b";")[0], 16):
            corps += lignes.read(taille)
            lignes.readline()
        return corps
    return lignes.read(int(champs["content-length"])) if "content-length" in champs else lignes.read()


port = int(sys.argv[1])
chemin = input().partition(f":{port}")[2]
with socket.create_connection(("localhost", port)) as s, s.makefile("rb") as lignes:
    s.sendall(f"GET {chemin} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
    etat = lignes.readline().decode()
    champs = {}
    while ligne := lignes.readline().decode().strip():
        nom, _, valeur = ligne.partition(":")
        champs[nom.lower()] = valeur.strip()
    corps = lire_corps(lignes, champs)
sys.stdout.write(corps.decode())
