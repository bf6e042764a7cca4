"""Mistake: the end of the stream is not noticed (only « fin » ends the loop).

breaks echo.next_client: does not notice the end of the stream
breaks echo.half_close: does not notice the end of the stream
"""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    while True:
        message = conn.recv(1024)
        if message == b"fin":
            break
        if message:
            conn.sendall(message)
    conn.close()
