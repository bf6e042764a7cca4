"""Mistake: a client that says nothing ends the program.

breaks files.silent_client: ends with an error when a client leaves
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run(
    "servers/files_good",
    ("    try:\n        fichier = ouvrir(nom)", '    if nom[0] == "/":\n        conn.sendall("KO\\nhors du dossier\\n".encode())\n        return\n    try:\n        fichier = ouvrir(nom)'),
)
