"""Mistake: what is no integer ends the server.

breaks prime.udp_not_integers: ended with an error
"""
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("127.0.0.1", int(sys.argv[1])))
while True:
    data, addr = s.recvfrom(1024)
    n = int(data)
    s.sendto(b"T" if n > 1 and all(n % x for x in range(2, int(n**0.5) + 1)) else b"F", addr)
