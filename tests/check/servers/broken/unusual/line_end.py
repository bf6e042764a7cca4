"""Mistake: an answer ends with a line end.

breaks unusual.retrieve: adds a line end to the answer
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/unusual_good",
    ('donnees.get(requete, b"")', 'donnees.get(requete, b"") + b"\\n"'),
)
