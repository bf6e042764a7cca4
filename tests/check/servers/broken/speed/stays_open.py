"""Mistake: an error ends nothing.

breaks speed.errors: Error came, and the connection stays open
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('        except Faute as faute:\n            texte = str(faute).encode()\n            self.dire(b"\\x10" + bytes([len(texte)]) + texte)\n', '        except Faute as faute:\n            texte = str(faute).encode()\n            self.dire(b"\\x10" + bytes([len(texte)]) + texte)\n            self.handle()\n'),
)
