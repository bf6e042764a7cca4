"""Mistake: whole numbers are kept as floating-point numbers.

breaks prime.json_big_numbers: your server decides with floating-point numbers, which are exact only up
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/prime_json_good", ("isprime(n)}", "isprime(int(float(n)) if n == int(n) else n)}"))
