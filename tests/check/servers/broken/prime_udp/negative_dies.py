"""Mistake: a negative number ends the program.

breaks prime.udp_sheet: ended with an error
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/prime_udp_good",
    ("n = int(donnees)", 'n = int(donnees)\n        donnees = b"" if n < 0 else donnees\n    except ValueError:\n        serveur.sendto(b"E", adresse)\n        continue\n    try:\n        n = [n, donnees[0]][0]'),
)
