"""Gives a client a tenth of a second for the rest of a line."""

import socket
import sys
import threading

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("", int(sys.argv[1])))
listener.listen()


def serve(client):
    client.settimeout(0.1)
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
    client.close()


while True:
    client, _ = listener.accept()
    threading.Thread(target=serve, args=(client,), daemon=True).start()
