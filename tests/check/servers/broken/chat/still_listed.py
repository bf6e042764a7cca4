"""Mistake: who has left stays in the list, and the write to it ends the thread of the one who speaks.

breaks chat.leaves: still writes to a client that has left
"""
import socket
import sys
import threading

room = []


def serve(client):
    with client.makefile("rb") as lines:
        for line in lines:
            for other in list(room):
                if other is not client:
                    other.sendall(line)
    client.close()


server = socket.create_server(("", int(sys.argv[1])), backlog=16)
while True:
    client, address = server.accept()
    room.append(client)
    threading.Thread(target=serve, args=(client,), daemon=True).start()
