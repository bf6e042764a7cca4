"""Mistake: a client that types slowly is sent away.

breaks files.slow: closed the connection while a slow client was still typing
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run(
    "servers/files_good",
    ("    nom = conn", "    conn.settimeout(0.3)\n    nom = conn"),
)
