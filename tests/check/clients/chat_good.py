"""Sheet 001 Q4: a thread for each direction."""
import socket
import sys
import threading

s = socket.create_connection(("localhost", int(sys.argv[1])))


def ecouter():
    for ligne in s.makefile("r", encoding="utf-8"):
        print(ligne, end="", flush=True)


threading.Thread(target=ecouter, daemon=True).start()
for ligne in sys.stdin:
    s.sendall(ligne.encode())
