"""Mistake: the line end is taken off, and not sent.

breaks mob.passes: a line came out without its line end
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/mob_good",
    ('sortie.sendall(ADRESSE.sub(TONY, ligne))', 'sortie.sendall(ADRESSE.sub(TONY, ligne.rstrip()))'),
)
