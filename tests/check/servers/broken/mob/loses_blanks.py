"""Mistake: a line is split into words and joined again.

breaks mob.passes: blanks were lost
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/mob_good",
    ('sortie.sendall(ADRESSE.sub(TONY, ligne))', 'sortie.sendall(b" ".join(ADRESSE.sub(TONY, mot) for mot in ligne.split()) + b"\\n")'),
)
