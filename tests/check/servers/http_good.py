"""A first web server: the files of its folder, one request on a connection (RFC 9110, RFC 9112)."""
import os
import socket
import sys
import urllib.parse

DOSSIER = os.path.realpath(".")
TYPES = {".html": "text/html", ".txt": "text/plain; charset=utf-8", ".png": "image/png"}


def lire_requete(conn):
    lignes = conn.makefile("rb")
    premiere = lignes.readline(8192).decode("latin-1").split()
    while lignes.readline(8192).strip():
        pass
    return premiere


def chercher(cible):
    chemin = urllib.parse.unquote(cible.split("?")[0])
    if chemin.endswith("/"):
        chemin += "index.html"
    chemin = os.path.realpath(os.path.join(DOSSIER, chemin.lstrip("/")))
    if not chemin.startswith(DOSSIER + os.sep):
        raise PermissionError("hors du dossier")
    with open(chemin, "rb") as fichier:
        return chemin, fichier.read()


def repondre(conn, etat, corps, genre="text/html", tete=False):
    champs = [f"HTTP/1.1 {etat}", f"Content-Type: {genre}", f"Content-Length: {len(corps)}", "Connection: close"]
    conn.sendall("\r\n".join(champs + ["", ""]).encode())
    if not tete:
        conn.sendall(corps)


def servir(conn):
    requete = lire_requete(conn)
    if not requete:
        return
    if len(requete) != 3:
        return repondre(conn, "400 Bad Request", b"<p>requete incomprise</p>")
    methode, cible, _ = requete
    if methode not in ("GET", "HEAD"):
        return repondre(conn, "501 Not Implemented", b"<p>methode inconnue</p>")
    try:
        chemin, corps = chercher(cible)
    except (OSError, ValueError):
        return repondre(conn, "404 Not Found", b"<p>introuvable</p>")
    genre = TYPES.get(os.path.splitext(chemin)[1], "application/octet-stream")
    repondre(conn, "200 OK", corps, genre, methode == "HEAD")


serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn:
        try:
            servir(conn)
        except OSError as erreur:
            print("client perdu :", erreur, file=sys.stderr)
