"""Sheet 000 §2: a line from the keyboard, then its answer, until Ctrl-D."""
import socket
import sys

with socket.create_connection(("localhost", int(sys.argv[1]))) as s, s.makefile("r", encoding="utf-8") as reponses:
    for ligne in sys.stdin:
        s.sendall(ligne.encode())
        reponse = reponses.readline()
        if not reponse:
            sys.exit("le serveur est parti")
        print(reponse, end="")
