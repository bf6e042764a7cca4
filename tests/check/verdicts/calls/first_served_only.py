"""
Accepts everybody at once, with select, and answers the first client alone: it looks like a server that serves one
client at a time, and is none.
"""

import select
import socket
import sys

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("", int(sys.argv[1])))
listener.listen()
rest = {}


def answer(client, text):
    try:
        client.sendall(text.decode(errors="replace").upper().encode() + b"\n")
    except OSError:
        pass


while True:
    for ready in select.select([listener, *rest], [], [])[0]:
        if ready is listener:
            client, _ = listener.accept()
            rest[client] = b""
            continue
        try:
            data = ready.recv(4096)
        except OSError:
            data = b""
        first = ready is next(iter(rest))
        rest[ready] += data
        while first and b"\n" in rest[ready]:
            line, rest[ready] = rest[ready].split(b"\n", 1)
            answer(ready, line)
        if not data:
            if first and rest[ready]:
                answer(ready, rest[ready])
            del rest[ready]
            ready.close()
