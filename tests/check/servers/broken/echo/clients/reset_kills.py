"""Mistake: nothing catches what recv and send raise when a client breaks off.

breaks echo.reset: a client that breaks off ends your server
"""
import socket
import sys
import time

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    recu = b""
    while morceau := conn.recv(1024):
        recu += morceau
        while b"\n" in recu:
            ligne, recu = recu.split(b"\n", 1)
            time.sleep(0.02)
            conn.sendall((ligne.decode().upper() + "\n").encode())
    conn.close()
