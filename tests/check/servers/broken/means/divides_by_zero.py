"""Mistake: the mean of nothing is not thought of.

breaks means.none: ended with an error, which it tells above
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/means_good",
    (' if choisis else 0', ''),
)
