"""Mistake: numbers go through floating point."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

source = open(os.path.join(sys.path[0], "prime_good.py")).read()
exec(source.replace("isprime(int(ligne))", "isprime(int(float(ligne)))"))
