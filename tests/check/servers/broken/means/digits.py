"""Mistake: the mean as text.

breaks means.mean: answers with the digits of the mean
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/means_good",
    ('struct.pack(">i", moyenne)', 'str(moyenne).encode()'),
)
