"""Mistake: split at every =.

breaks unusual.equals: cuts the value at an = of its own
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/unusual_good",
    ('cle, egal, valeur = requete.partition(b"=")', 'cle, *reste = requete.split(b"=")\n    egal, valeur = len(reste) > 0, b"".join(reste[:1])'),
)
