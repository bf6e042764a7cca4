"""A file server that keeps what it is sent: GET name, or PUT name, size and bytes; OK, or KO and a reason."""
import os
import socket
import sys

DOSSIER = os.path.realpath(".")


def place(nom):
    chemin = os.path.realpath(os.path.join(DOSSIER, nom))
    if os.path.dirname(chemin) != DOSSIER:
        raise PermissionError("hors du dossier")
    return chemin


def recevoir(lignes, nom):
    chemin, reste = place(nom), int(lignes.readline())
    attente = f"{chemin}.{os.getpid()}.part"
    try:
        with open(attente, "wb") as fichier:
            while reste > 0 and (morceau := lignes.read1(min(reste, 65536))):
                fichier.write(morceau)
                reste -= len(morceau)
        if reste > 0:
            raise ValueError("fichier incomplet")
        os.replace(attente, chemin)
    finally:
        if os.path.exists(attente):
            os.remove(attente)
    return b"OK\n"


def donner(nom):
    with open(place(nom), "rb") as fichier:
        contenu = fichier.read()
    return f"OK\n{len(contenu)}\n".encode() + contenu


def servir(conn):
    lignes = conn.makefile("rb")
    ordre, _, nom = lignes.readline(8192).decode("utf-8", errors="replace").rstrip("\r\n").partition(" ")
    try:
        reponse = recevoir(lignes, nom) if ordre == "PUT" else donner(nom)
    except (OSError, ValueError) as erreur:
        reponse = f"KO\n{getattr(erreur, 'strerror', None) or erreur or 'refus'}\n".encode()
    conn.sendall(reponse)


serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn:
        try:
            servir(conn)
        except OSError as erreur:
            print("client perdu :", erreur, file=sys.stderr)
