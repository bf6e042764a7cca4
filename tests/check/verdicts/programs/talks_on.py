"""Says something three times a second whatever it is asked: nothing tells that it would wait for the end of a stream."""

import socket
import sys
import threading
import time


def talk(client):
    try:
        while True:
            client.sendall(b"x")
            time.sleep(0.3)
    except OSError:
        pass


with socket.create_server(("127.0.0.1", int(sys.argv[1]))) as server:
    while True:
        client, _ = server.accept()
        threading.Thread(target=talk, args=(client,), daemon=True).start()
