"""Mistake: words end where \b says so.

breaks mob.others: is a border there, too
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/mob_good",
    ('rb"(?<![^ ])7[A-Za-z0-9]{25,34}(?![^ \\n])"', 'rb"\\b7[A-Za-z0-9]{25,34}\\b"'),
)
