"""Mistake: the socket is only read when everything was typed.

breaks chat.client_pushed: appeared only at the end of the keyboard
"""
import socket
import sys

s = socket.create_connection(("localhost", int(sys.argv[1])))
for ligne in sys.stdin:
    s.sendall(ligne.encode())
print(s.recv(1024).decode(), end="", flush=True)
