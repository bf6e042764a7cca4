"""Mistake: what one recv returns is taken for a line.

breaks echo.bytewise: takes one recv for one line
breaks echo.random: and not when the network cuts them otherwise
"""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn:
        while message := conn.recv(1024):
            conn.sendall((message.decode().strip().upper() + "\n").encode())
