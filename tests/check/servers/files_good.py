"""Sheet 000 §3: the name of a file, OK, its size and its bytes; or KO and a reason."""
import os
import socket
import sys

DOSSIER = os.path.realpath(".")


def ouvrir(nom):
    chemin = os.path.realpath(os.path.join(DOSSIER, nom))
    if not chemin.startswith(DOSSIER + os.sep):
        raise PermissionError("hors du dossier")
    return open(chemin, "rb")


def servir(conn):
    nom = conn.makefile("rb").readline(8192).decode("utf-8", errors="replace").rstrip("\r\n")
    try:
        fichier = ouvrir(nom)
    except (OSError, ValueError) as erreur:
        raison = getattr(erreur, "strerror", None) or str(erreur)
        conn.sendall(f"KO\n{raison}\n".encode())
        return
    with fichier:
        taille = os.fstat(fichier.fileno()).st_size
        conn.sendall(f"OK\n{taille}\n".encode())
        while morceau := fichier.read(65536):
            conn.sendall(morceau)


serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn:
        try:
            servir(conn)
        except OSError as erreur:
            print("client perdu :", erreur, file=sys.stderr)
