"""Mistake: a client that comes while another is served is put aside, for ever.

breaks echo.at_once: your server did not serve the client that had waited, even after the
"""
import socket
import sys
import threading

occupe = threading.Lock()
en_attente = []


def servir(conn):
    with occupe, conn, conn.makefile("rb") as entree:
        for ligne in entree:
            conn.sendall((ligne.decode().rstrip("\r\n").upper() + "\n").encode())


serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    if occupe.locked():
        en_attente.append(conn)
    else:
        threading.Thread(target=servir, args=(conn,), daemon=True).start()
