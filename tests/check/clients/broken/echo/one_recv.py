"""Mistake: one recv for one answer.

breaks echo.client_bytewise: one recv for one answer (it went on after a part of it): collect bytes until
"""
import socket
import sys

with socket.create_connection(("localhost", int(sys.argv[1]))) as s:
    for ligne in sys.stdin:
        s.sendall(ligne.encode())
        print(s.recv(1024).decode())
