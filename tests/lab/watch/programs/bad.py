"""Serves eight clients over TCP and one over UDP, with every mistake that shows in its calls."""
import os
import socket
import sys

listener = socket.create_server(("127.0.0.1", 0))
datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
datagrams.bind(("127.0.0.1", 0))
with open("ports.new", "w") as file:
    print(listener.getsockname()[1], datagrams.getsockname()[1], file=file)
os.rename("ports.new", "ports")

kept = []
client, _ = listener.accept()  # the first one: what one recv brings is taken for a line
while data := client.recv(1024):
    client.sendall(data.decode().split("\n")[0].upper().encode() + b"\n")
client.close()

client, _ = listener.accept()  # the second one: a byte at a time, and closed before all of it is read
for _ in range(60):
    client.recv(1)
client.close()

for _ in range(6):  # the others: a child each, that nobody waits for, and a descriptor that nobody closes
    client, _ = listener.accept()
    kept.append(client)
    if os.fork() == 0:
        while client.recv(1024):
            pass
        for _ in range(6):
            client.recv(1024)
        os._exit(0)

datagrams.recvfrom(5)
sys.exit(0)
