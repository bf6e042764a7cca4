"""What recv returns at the end of the stream is not looked at."""
import socket
import sys
import threading


def serve(client):
    rest = b""
    try:
        while True:
            rest += client.recv(1024)
            *lines, rest = rest.split(b"\n")
            for line in lines:
                client.sendall(line.decode(errors="replace").rstrip("\r").upper().encode() + b"\n")
    except OSError:
        client.close()


door = socket.create_server(("", int(sys.argv[1])))
while True:
    threading.Thread(target=serve, args=(door.accept()[0],), daemon=True).start()
