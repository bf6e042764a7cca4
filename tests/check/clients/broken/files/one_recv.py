"""Mistake: the content is what one recv returns.

breaks files.client_saves_pieces: only the first piece of the file was saved (the same
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/files_good",
    ("entree.read(taille)", "entree.read1(taille)"),
    ("if len(contenu) < taille:", "if not contenu:"),
)
