"""Mistake: one address of a line is enough.

breaks mob.places: only the first address of a line was changed
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/mob_good",
    ('ADRESSE.sub(TONY, ligne)', 'ADRESSE.sub(TONY, ligne, count=1)'),
)
