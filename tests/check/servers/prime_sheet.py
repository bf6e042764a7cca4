"""Sheet 003 §1.1 to the letter: no line ends, trial division; only with a loop around accept."""
import socket
import sys


def isprime(n):
    if n < 2:
        return False
    if n == 2:
        return True
    if not n & 1:
        return False
    for x in range(3, int(n**0.5) + 1, 2):
        if n % x == 0:
            return False
    return True


s = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = s.accept()
    try:
        while True:
            data = conn.recv(1024)
            if not data:
                break
            try:
                number = int(data)
            except ValueError:
                response = b"E"
            else:
                response = b"T" if isprime(number) else b"F"
            conn.send(response)
    except OSError:
        pass
    conn.close()
