"""Mistake: a value is a string as in C.

breaks unusual.bytes: ends where the value has a zero byte
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/unusual_good",
    ('donnees[cle] = valeur', 'donnees[cle] = valeur.split(b"\\0")[0]'),
)
