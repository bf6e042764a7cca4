"""Mistake: a sum of 32 bits.

breaks means.sums: the sum overflows (this is the mean of what is left of it in 32 bits): sum in 64 bits
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/means_good",
    ('sum(choisis) //', '((sum(choisis) + 2**31) % 2**32 - 2**31) //'),
)
