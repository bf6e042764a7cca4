"""Mistake: the pattern takes the blanks around an address.

breaks mob.places: takes the blank between them
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/mob_good",
    ('rb"(?<![^ ])7[A-Za-z0-9]{25,34}(?![^ \\n])"', 'rb"(^| )7[A-Za-z0-9]{25,34}( |\\n)"'),
    ('ADRESSE.sub(TONY, ligne)', 'ADRESSE.sub(rb"\\g<1>" + TONY + rb"\\2", ligne)'),
)
