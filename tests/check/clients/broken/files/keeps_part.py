"""Mistake: what came before the connection ended is kept as the file.

breaks files.client_cut: keeps what came as if it were the file, and says nothing
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/files_good",
    ("if len(contenu) < taille:", "if False:"),
)
