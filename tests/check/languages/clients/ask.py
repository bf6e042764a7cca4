"""Asks with input(), whose prompt and edited lines are a terminal's, and prints without a flush."""
import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as server:
    answers = server.makefile("r", encoding="utf-8", newline="\n")
    while True:
        try:
            line = input("> ")
        except EOFError:
            break
        server.sendall((line + "\n").encode())
        answer = answers.readline()
        if answer == "":
            break
        print(answer, end="")
