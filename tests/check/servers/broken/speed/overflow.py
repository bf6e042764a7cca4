"""Mistake: a product of 32 bits.

breaks speed.numbers: the speed overflows
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('* 360000 //', '* 360000 % 2**32 //'),
)
