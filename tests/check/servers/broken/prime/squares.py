"""Mistake: the loop stops one step before the square root.

breaks prime.squares: one step before the square root
"""
import sys
from socketserver import StreamRequestHandler, TCPServer


def isprime(n):
    return n > 1 and (n == 2 or n % 2 == 1) and all(n % x for x in range(3, int(n**0.5), 2))


class Premier(StreamRequestHandler):
    def handle(self):
        for ligne in self.rfile:
            try:
                self.wfile.write(b"T\n" if isprime(int(ligne)) else b"F\n")
            except ValueError:
                self.wfile.write(b"E\n")


TCPServer(("", int(sys.argv[1])), Premier).serve_forever()
