"""Mistake: Fermat's test to one base.

breaks prime.imposters: your server uses Fermat's test, or one base only
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/prime_good",
    ("    if n < 2:\n", "    if n > 3:\n        return pow(2, n - 1, n) == 1\n    if n < 2:\n"),
)
