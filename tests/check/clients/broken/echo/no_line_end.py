"""Mistake: what input() returns has no line end.

breaks echo.client_line: without a line end, so its server cannot know that the line is complete: input() leaves
"""
import socket
import sys

with socket.create_connection(("localhost", int(sys.argv[1]))) as s:
    while True:
        s.sendall(input().encode())
        print(s.recv(1024).decode())
