"""Mistake: numbers go through floating point.

breaks prime.above_2_53: floating-point
breaks prime.not_integers: int() raises ValueError for what is no integer: catch it and
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/prime_good", ("isprime(int(ligne))", "isprime(int(float(ligne)))"))
