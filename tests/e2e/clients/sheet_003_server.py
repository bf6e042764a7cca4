"""The server of sheet 003 §1.1: one client, letters without a line end. Prints the port that it was given."""
import socket


def isprime(n):
    return n > 1 and all(n % x for x in range(2, int(n**0.5) + 1))


s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(("127.0.0.1", 0))
s.listen(1)
print(s.getsockname()[1], flush=True)
conn, addr = s.accept()
while True:
    data = conn.recv(1024)
    if not data:
        break
    try:
        response = b"T" if isprime(int(data)) else b"F"
    except ValueError:
        response = b"E"
    conn.send(response)
conn.close()
