"""Mistake: an unknown key is an exception.

breaks unusual.unknown: ended with an error, which it tells above
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/unusual_good",
    ('donnees.get(requete, b"")', 'donnees[requete]'),
)
