"""Mistake: numbers in the machine's byte order.

breaks means.mean: turned round, this answer fits: struct.unpack
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/means_good",
    ('">cii"', '"<cii"'),
    ('">i"', '"<i"'),
)
