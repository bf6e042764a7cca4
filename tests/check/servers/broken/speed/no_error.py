"""Mistake: a mistake only ends the connection.

breaks speed.errors: the connection was closed without a word
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('            self.dire(b"\\x10" + bytes([len(texte)]) + texte)\n', ''),
)
