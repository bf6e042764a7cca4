"""Mistake: what is left at the end is sent on.

breaks mob.partial: was sent on when its sender left
breaks mob.partial_back: was sent on when its sender left
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/mob_good",
    ('while (ligne := entree.readline()).endswith(b"\\n"):', 'while ligne := entree.readline():'),
)
