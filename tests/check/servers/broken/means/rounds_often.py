"""Mistake: a mean that is kept up to date, in whole numbers.

breaks means.rounding: rounds at each price, so the errors add up
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/means_good",
    ('        moyenne = sum(choisis) // len(choisis) if choisis else 0\n', '        moyenne = 0\n        for n, valeur in enumerate(choisis):\n            moyenne = (moyenne * n + valeur) // (n + 1)\n'),
)
