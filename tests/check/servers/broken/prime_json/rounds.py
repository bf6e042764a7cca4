"""Mistake: a fraction is cut off.

breaks prime.json_well_formed: do not cut the fraction off
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/prime_json_good", ("isprime(n)}", "isprime(int(n))}"))
