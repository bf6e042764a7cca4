"""RFC 868: whoever connects is told the seconds since 1900, in four bytes, then the connection ends."""
import socket
import struct
import sys
import time

porte = socket.create_server(("localhost", int(sys.argv[1])))
while True:
    client, _ = porte.accept()
    secondes = int(time.time()) + 2208988800
    try:
        client.sendall(struct.pack("!I", secondes))
    except OSError:
        pass  # il est parti
    client.close()
