"""One client, any number of questions, answers of one letter; over when the client closes."""
import socket
import sys


def letter(text):
    try:
        n = int(text)
    except ValueError:
        return b"E"
    if n < 2:
        return b"F"
    if any(n % d == 0 for d in range(2, 1000) if d < n):
        return b"F"
    return b"T" if n < 10**6 or all(pow(a, n - 1, n) == 1 for a in (2, 3, 5, 7, 11)) else b"F"


client, _ = socket.create_server(("127.0.0.1", int(sys.argv[1]))).accept()
while question := client.recv(512):
    client.sendall(letter(question))
client.close()
