"""RFC 867: whoever connects is told the time in a line, then the connection ends."""
import socket
import sys
import time

porte = socket.create_server(("localhost", int(sys.argv[1])))


def heure():
    return time.strftime("%Y-%m-%d %H:%M:%S\n").encode()


while True:
    client, _ = porte.accept()
    try:
        client.sendall(heure())
    except OSError:
        pass  # il est parti
    client.close()
