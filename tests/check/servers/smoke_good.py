"""Protohackers 0: every byte comes back, to all clients at once, until they have said everything."""
import sys
from socketserver import BaseRequestHandler, ThreadingTCPServer


class Miroir(BaseRequestHandler):
    def handle(self):
        while donnees := self.request.recv(4096):
            self.request.sendall(donnees)


class Serveur(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


Serveur(("", int(sys.argv[1])), Miroir).serve_forever()
