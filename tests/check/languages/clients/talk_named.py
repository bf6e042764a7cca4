"""Asks for a name on a line of its own before it connects; the name goes in front of each line."""
import os
import socket
import sys
import threading

print("Votre nom ?")
name = sys.stdin.readline().strip()
s = socket.create_connection((sys.argv[1], int(sys.argv[2])))


def listen():
    for line in s.makefile("r", encoding="utf-8", newline="\n"):
        print(line, end="", flush=True)
    os._exit(0)


threading.Thread(target=listen, daemon=True).start()
for line in sys.stdin:
    s.sendall(f"{name}> {line}".encode())
os._exit(0)
