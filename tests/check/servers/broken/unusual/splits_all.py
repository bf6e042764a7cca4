"""Mistake: split at every =.

breaks unusual.equals: cuts the value at an = of its own
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/unusual_good",
    ('cle, egal, valeur = requete.partition(b"=")', 'cle, egal, *reste = requete.replace(b"=", b"\\0=\\0").split(b"\\0") + [b""] if b"=" in requete else (requete, b"")\n    valeur = reste[0] if egal else b""'),
)
