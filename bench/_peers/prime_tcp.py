"""Prime numbers over TCP, one client after another, in the manner of the sheets; a line end after each answer so that a
connection can carry several. Used as `python3 prime_tcp.py PORT`."""
import socket
import sys

from prime_number import answer

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", int(sys.argv[1])))
listener.listen(1024)
while True:
    client, _ = listener.accept()
    with client, client.makefile("rwb") as stream:
        try:
            for line in stream:
                stream.write(answer(line) + b"\n")
                stream.flush()
        except OSError:
            continue
