"""Mistake: something stands in front of the answer; nothing else can be judged.

breaks echo.upper: something else around it
"""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn:
        for ligne in conn.makefile("rb"):
            conn.sendall(b"Serveur: " + ligne.decode().upper().encode())
