"""Asks for 512 bytes of each datagram: of a larger one the rest is lost."""

import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("", int(sys.argv[1])))
while True:
    datagram, client = server.recvfrom(512)
    server.sendto(datagram.decode(errors="replace").upper().encode(), client)
