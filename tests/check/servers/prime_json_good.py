"""Protohackers 1: a JSON object a line; what is not well formed gets an answer that is not either, and the end."""
import json
import sys
from socketserver import StreamRequestHandler, ThreadingTCPServer


def isprime(n):
    """Trial division below a million, Miller and Rabin with a proof beyond."""
    if n != int(n) or n < 2:
        return False
    n = int(n)
    if n < 10**6:
        return all(n % d for d in range(2, int(n**0.5) + 1))
    bases = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)
    d, s = n - 1, 0
    while d % 2 == 0:
        d, s = d // 2, s + 1
    return n % 2 != 0 and all(
        pow(a, d, n) == 1 or any(pow(a, d * 2**r, n) == n - 1 for r in range(s)) for a in bases
    )


def nombre(ligne):
    """The number that is asked for. Raises ValueError."""
    demande = json.loads(ligne)
    if not isinstance(demande, dict) or demande.get("method") != "isPrime":
        raise ValueError("method")
    n = demande.get("number")
    if type(n) not in (int, float):
        raise ValueError("number")
    return n


class Premier(StreamRequestHandler):
    def handle(self):
        for ligne in self.rfile:
            try:
                n = nombre(ligne)
            except ValueError:
                self.wfile.write(b"malformed\n")
                return
            self.wfile.write(json.dumps({"method": "isPrime", "prime": isprime(n)}).encode() + b"\n")


class Serveur(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


Serveur(("", int(sys.argv[1])), Premier).serve_forever()
