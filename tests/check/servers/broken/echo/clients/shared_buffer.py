"""Mistake: all clients share one buffer, so the half line of one is put in front of another one's.

breaks echo.silent_client: a buffer and variables of its own
"""
import socket
import sys
import threading

tampon = b""


def servir(conn):
    global tampon
    while donnees := conn.recv(1024):
        tampon += donnees
        while b"\n" in tampon:
            ligne, tampon = tampon.split(b"\n", 1)
            conn.sendall(ligne.decode().upper().encode() + b"\n")
    conn.close()


serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    threading.Thread(target=servir, args=(conn,), daemon=True).start()
