"""Mistake: room for 100 keys.

breaks unusual.many: another answer came than the protocol asks for
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/unusual_good",
    ('donnees[cle] = valeur', 'donnees[cle] = valeur\n        if len(donnees) > 100:\n            del donnees[next(iter(donnees))]'),
)
