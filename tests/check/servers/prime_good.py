"""Sheet 003 §1.1: a line with an integer gets T, F or E."""
import sys
from socketserver import StreamRequestHandler, ThreadingTCPServer

BASES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)


def isprime(n):
    """Miller and Rabin; proved below 3.1e23."""
    if n < 2:
        return False
    for p in BASES:
        if n % p == 0:
            return n == p
    d, s = n - 1, 0
    while d % 2 == 0:
        d, s = d // 2, s + 1
    for a in BASES:
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


class Premier(StreamRequestHandler):
    def handle(self):
        for ligne in self.rfile:
            try:
                reponse = b"T\n" if isprime(int(ligne)) else b"F\n"
            except ValueError:
                reponse = b"E\n"
            self.wfile.write(reponse)


class Serveur(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


Serveur(("", int(sys.argv[1])), Premier).serve_forever()
