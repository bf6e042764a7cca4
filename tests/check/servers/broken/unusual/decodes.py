"""Mistake: bytes are taken for text.

breaks unusual.binary: bytes that are no ASCII come back changed
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/unusual_good",
    ('    cle, egal,', '    requete = requete.decode("utf-8", "replace").encode()\n    cle, egal,'),
)
