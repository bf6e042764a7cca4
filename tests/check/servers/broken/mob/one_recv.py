"""Mistake: what one recv returns is taken for a line.

breaks mob.pieces: takes one recv for one line
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/mob_good",
    ('while (ligne := entree.readline()).endswith(b"\\n"):', 'while ligne := autre.recv(4096):'),
)
