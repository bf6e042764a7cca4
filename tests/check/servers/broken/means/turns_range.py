"""Mistake: the bounds are sorted first.

breaks means.none: turns a range round whose mintime is after
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/means_good",
    ('debut <= instant <= fin', 'min(debut, fin) <= instant <= max(debut, fin)'),
)
