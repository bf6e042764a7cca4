"""Mistake: what input() returns has no line end.

breaks echo.client_line: has no line end
"""
import socket
import sys

with socket.create_connection(("localhost", int(sys.argv[1]))) as s:
    while True:
        s.sendall(input().encode())
        print(s.recv(1024).decode())
