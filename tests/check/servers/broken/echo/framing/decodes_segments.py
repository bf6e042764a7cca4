"""Mistake: each segment is decoded on its own.

breaks echo.split: decodes each segment on its own
"""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn:
        while message := conn.recv(1024):
            conn.sendall(message.decode().upper().encode())
