"""Mistake: split at the last =.

breaks unusual.equals: another answer came than the protocol asks for
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/unusual_good",
    ('requete.partition(b"=")', '(requete.rpartition(b"=") if b"=" in requete else (requete, b"", b""))'),
)
