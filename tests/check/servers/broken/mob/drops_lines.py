"""Mistake: only the first 500 lines are passed on.

breaks mob.many: nothing came out at the other side
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/mob_good",
    ('    try:\n        while (ligne', '    reste = 500\n    try:\n        while (ligne'),
    ('            sortie.sendall(ADRESSE.sub(TONY, ligne))', '            reste -= 1\n            if reste > 0:\n                sortie.sendall(ADRESSE.sub(TONY, ligne))'),
)
