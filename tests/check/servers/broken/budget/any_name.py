"""Mistake: every name is as good as another.

breaks 3names: an illegal name must be turned away without a word to the others
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/budget_good",
    ("        if not (nom.isascii() and nom.isalnum()):\n            return\n", ""),
)
