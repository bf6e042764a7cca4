"""Speaks with bad.py or good.py."""
import os
import socket
import time

while not os.path.exists("ports"):
    time.sleep(0.01)
stream, datagram = map(int, open("ports").read().split())

with socket.create_connection(("127.0.0.1", stream)) as server, server.makefile("rb") as lines:
    for word in (b"un\n", b"deux\n"):
        server.sendall(word)
        lines.readline()
    server.sendall(b"trois\nquatre\n")
    time.sleep(0.3)
    server.shutdown(socket.SHUT_WR)
    lines.read()

with socket.create_connection(("127.0.0.1", stream)) as server:
    server.sendall(b"x" * 200 + b"\n")
    time.sleep(0.1)
    try:
        server.recv(10)
    except ConnectionResetError:
        pass

for _ in range(6):
    with socket.create_connection(("127.0.0.1", stream)) as server:
        server.sendall(b"hello")
    time.sleep(0.05)

time.sleep(0.1)
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
    sender.sendto(b"un datagramme", ("127.0.0.1", datagram))
