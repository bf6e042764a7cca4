"""Mistake: the end of a range is left out, as in Python's range.

breaks means.bounds: leaves out the price at maxtime itself
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/means_good",
    ('debut <= instant <= fin', 'debut <= instant < fin'),
)
