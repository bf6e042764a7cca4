"""Mistake: version is a key like others.

breaks unusual.version: a client has changed the version
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/unusual_good",
    ('elif requete == b"version":\n        serveur.sendto(b"version=Base de Ken 1.0", adresse)\n    ', ''),
    ('donnees = {}', 'donnees = {b"version": b"Base de Ken 1.0"}'),
)
