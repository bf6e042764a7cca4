"""Mistake: one line is taken out of the buffer for each recv (if, where while belongs).

breaks echo.glued: keeps the others, which it has read already, until something new comes
"""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    tampon = b""
    with conn:
        while donnees := conn.recv(1024):
            tampon += donnees
            if b"\n" in tampon:
                ligne, tampon = tampon.split(b"\n", 1)
                conn.sendall(ligne.decode().upper().encode() + b"\n")
