"""The same conversations, with none of the mistakes."""
import os
import socket

listener = socket.create_server(("127.0.0.1", 0))
datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
datagrams.bind(("127.0.0.1", 0))
with open("ports.new", "w") as file:
    print(listener.getsockname()[1], datagrams.getsockname()[1], file=file)
os.rename("ports.new", "ports")

client, _ = listener.accept()
with client, client.makefile("rb") as lines:
    for line in lines:
        client.sendall(line.upper())

client, _ = listener.accept()
with client:
    while not client.recv(1024).endswith(b"\n"):
        pass
    client.sendall(b"OK\n")

for _ in range(6):
    client, _ = listener.accept()
    if os.fork() == 0:
        with client:
            while client.recv(1024):
                pass
        os._exit(0)
    client.close()
    while True:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                break
        except ChildProcessError:
            break
try:
    while True:
        os.wait()
except ChildProcessError:
    pass

datagrams.recvfrom(65535)
