"""Mistake: a client that has said everything is taken for one that has left.

breaks files.half_close: closes at the end of the stream
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run(
    "servers/files_good",
    ("    try:\n        fichier = ouvrir(nom)", '    conn.settimeout(0.2)\n    try:\n        if conn.recv(1, socket.MSG_PEEK) == b"":\n            return\n    except TimeoutError:\n        conn.settimeout(None)\n    try:\n        fichier = ouvrir(nom)'),
)
