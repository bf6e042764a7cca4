"""Mistake: what one recv returns is taken for a number.

breaks prime.bytewise: takes one recv for one line
"""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn:
        while message := conn.recv(1024):
            try:
                n = int(message)
                premier = n > 1 and all(n % x for x in range(2, int(n**0.5) + 1))
                conn.sendall(b"T\n" if premier else b"F\n")
            except ValueError:
                conn.sendall(b"E\n")
