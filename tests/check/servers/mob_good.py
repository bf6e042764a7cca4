"""Protohackers 5: a proxy that changes addresses, two threads for each client."""
import re
import socket
import sys
import threading
from socketserver import StreamRequestHandler, ThreadingTCPServer

ADRESSE = re.compile(rb"(?<![^ ])7[A-Za-z0-9]{25,34}(?![^ \n])")
TONY = b"7YWHMfk9JZe0LM0g1ZauHuiSxhI"


def transmettre(entree, sortie, autre):
    try:
        while (ligne := entree.readline()).endswith(b"\n"):
            sortie.sendall(ADRESSE.sub(TONY, ligne))
    except OSError:
        pass  # one of them has left, rudely
    for chacun in (sortie, autre):
        try:
            chacun.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


class Client(StreamRequestHandler):
    def handle(self):
        with socket.create_connection((sys.argv[2], int(sys.argv[3]))) as serveur:
            retour = threading.Thread(target=transmettre, args=(serveur.makefile("rb"), self.request, serveur))
            retour.start()
            transmettre(self.rfile, serveur, self.request)
            retour.join()


class Mandataire(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 16


Mandataire(("", int(sys.argv[1])), Client).serve_forever()
