"""Mistake: an insertion is confirmed.

breaks unusual.quiet: answers an insertion, too
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/unusual_good",
    ('donnees[cle] = valeur', 'donnees[cle] = valeur\n        serveur.sendto(b"OK", adresse)'),
)
