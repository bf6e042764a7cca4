"""Sheet 004 in style: no line ends, what one recv returns is a message; turns are not kept."""
import os
import socket
import sys
import threading

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))


def listen():
    while True:
        data = s.recv(1024)
        if not data:
            print("parti")
            os._exit(0)
        print("lui :", data.decode())


threading.Thread(target=listen, daemon=True).start()
try:
    while (text := input("moi : ")) != "fin":
        s.send(text.encode())
except EOFError:
    pass
s.shutdown(socket.SHUT_RDWR)
os._exit(0)
