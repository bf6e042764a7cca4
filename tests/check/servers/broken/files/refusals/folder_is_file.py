"""Mistake: a folder is handed over as a file.

breaks files.folder: a name without a file has to be answered with KO and a reason
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run(
    "servers/files_good",
    ("    try:\n        fichier = ouvrir(nom)", '    if os.path.isdir(nom):\n        conn.sendall(b"OK\\n0\\n")\n        return\n    try:\n        fichier = ouvrir(nom)'),
)
