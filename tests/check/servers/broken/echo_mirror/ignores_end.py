"""Mistake: the end of the stream is not noticed (only « fin » ends the loop).

breaks echo.next_client: waiting for a client that has left
breaks echo.half_close: does not notice the end of the stream
"""
import socket
import sys
import time

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    while True:
        message = conn.recv(1024)
        if message == b"fin":
            break
        if message:
            conn.sendall(message)
        else:
            time.sleep(0.01)  # so that the test does not burn a processor
    conn.close()
