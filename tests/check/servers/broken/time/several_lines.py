"""Mistake: a greeting comes along.

breaks time.line: sends more than one line
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/time_good",
    ('"%Y-', '"Bonjour !\\n%Y-'),
)
