"""Mistake: numbers go through floating point.

breaks prime.above_2_53: floating-point
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../.."))
import changed

changed.run("prime_good", ("isprime(int(ligne))", "isprime(int(float(ligne)))"))
