"""One recv, one send, and the client is sent away; the program goes on."""
import socket
import sys

door = socket.create_server(("", int(sys.argv[1])))
while True:
    client, _ = door.accept()
    with client:
        try:
            client.send(client.recv(65536).decode(errors="replace").upper().encode())
        except OSError:
            pass
