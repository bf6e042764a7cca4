"""Reads each client to its end in a thread, and keeps the connections in a list: none is ever closed."""

import socket
import sys
import threading

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("", int(sys.argv[1])))
listener.listen()
clients = []


def serve(client):
    rest = b""
    try:
        while data := client.recv(4096):
            rest += data
            while b"\n" in rest:
                line, rest = rest.split(b"\n", 1)
                client.sendall(line.decode(errors="replace").upper().encode() + b"\n")
        if rest:
            client.sendall(rest.decode(errors="replace").upper().encode() + b"\n")
    except OSError:
        pass


while True:
    client, _ = listener.accept()
    clients.append(client)
    threading.Thread(target=serve, args=(client,), daemon=True).start()
