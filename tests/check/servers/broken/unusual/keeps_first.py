"""Mistake: a key keeps its first value.

breaks unusual.update: keeps the first value of a key
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/unusual_good",
    ('donnees[cle] = valeur', 'donnees.setdefault(cle, valeur)'),
)
