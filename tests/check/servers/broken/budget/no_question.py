"""Mistake: nobody is asked for a name.

breaks 0prompt: the server has to speak first
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/budget_good",
    ('        self.dire("Bienvenue ! Quel est ton nom ?")\n', ""),
)
