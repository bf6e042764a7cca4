"""Mistake: numbers are those of a signed 64-bit register.

breaks prime.twenty_digits: numbers of more than 64 bits are answered wrongly
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/prime_good",
    ("isprime(int(ligne))", "isprime((int(ligne) + 2**63) % 2**64 - 2**63)"),
)
