"""Mistake: everything is sent before the first answer is read.

breaks echo.client_waits: before the answer
"""
import socket
import sys

with socket.create_connection(("localhost", int(sys.argv[1]))) as s, s.makefile("r", encoding="utf-8") as reponses:
    for ligne in sys.stdin:
        s.sendall(ligne.encode())
    for reponse in reponses:
        print(reponse, end="", flush=True)
