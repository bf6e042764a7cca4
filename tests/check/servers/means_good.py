"""Protohackers 2: prices with their times, a thread for each session."""
import struct
import sys
from socketserver import StreamRequestHandler, ThreadingTCPServer

MESSAGE = struct.Struct(">cii")


class Session(StreamRequestHandler):
    def handle(self):
        prix = []
        try:
            while len(octets := self.rfile.read(9)) == 9:
                nature, un, deux = MESSAGE.unpack(octets)
                if nature == b"I":
                    prix.append((un, deux))
                elif nature == b"Q":
                    self.repondre(prix, un, deux)
        except OSError:
            pass  # it has left, rudely

    def repondre(self, prix, debut, fin):
        choisis = [valeur for instant, valeur in prix if debut <= instant <= fin]
        moyenne = sum(choisis) // len(choisis) if choisis else 0
        self.wfile.write(struct.pack(">i", moyenne))


class Serveur(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 16


Serveur(("", int(sys.argv[1])), Session).serve_forever()
