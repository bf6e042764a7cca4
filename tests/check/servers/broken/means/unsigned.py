"""Mistake: numbers without a sign.

breaks means.negative: takes numbers as unsigned
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/means_good",
    ('">cii"', '">cII"'),
    ('struct.pack(">i", moyenne)', 'struct.pack(">I", moyenne)'),
)
