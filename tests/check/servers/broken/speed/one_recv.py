"""Mistake: what one recv returns is taken for a message.

breaks speed.pieces: takes what a read has brought for a whole message, also where it is less
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('        self.ecriture = threading.Lock()\n', '        self.ecriture = threading.Lock()\n        self.rfile = self\n        self.segment = b""\n\n    def read(self, nombre):\n        if not self.segment:\n            self.segment = self.request.recv(4096)\n        octets, self.segment = self.segment[:nombre], self.segment[nombre:]\n        return octets + bytes(nombre - len(octets)) if octets else octets\n\n    def close(self):\n        pass\n'),
)
