"""Mistake: every answer goes to the first client.

breaks unusual.clients: answer to the address that came with the request
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/unusual_good",
    ('donnees = {}\n', 'donnees = {}\npremier = None\n'),
    ('    cle, egal,', '    adresse = premier = premier or adresse\n    cle, egal,'),
)
