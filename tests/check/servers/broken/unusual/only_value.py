"""Mistake: the value alone.

breaks unusual.retrieve: answers with the value alone
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/unusual_good",
    ('requete + b"=" + donnees', 'donnees'),
)
