"""Serves one client after another, rightly, where --concurrent asks for more."""

import socket
import sys

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("", int(sys.argv[1])))
listener.listen()
while True:
    client, _ = listener.accept()
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
