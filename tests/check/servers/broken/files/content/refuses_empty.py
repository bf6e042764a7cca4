"""Mistake: an empty file is taken for a missing one.

breaks files.empty: it was refused
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run(
    "servers/files_good",
    ('        conn.sendall(f"OK\\n{taille}\\n".encode())', '        if taille == 0:\n            conn.sendall("KO\\nfichier vide\\n".encode())\n            return\n        conn.sendall(f"OK\\n{taille}\\n".encode())'),
)
