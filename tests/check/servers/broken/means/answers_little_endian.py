"""Mistake: the answer in the machine's byte order.

breaks means.mean: the bytes of its numbers in the wrong order
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/means_good",
    ('">i"', '"<i"'),
)
