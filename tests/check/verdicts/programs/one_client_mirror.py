"""Bytes come back to one client; then the program is over. Nothing is ever text."""
import socket
import sys

door = socket.socket()
door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
door.bind(("localhost", int(sys.argv[1])))
door.listen(1)
guest = door.accept()[0]
try:
    while piece := guest.recv(1500):
        guest.sendall(piece)
except OSError:
    pass
