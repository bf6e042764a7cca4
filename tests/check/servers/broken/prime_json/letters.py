"""Mistake: the answers are letters, as over plain TCP.

breaks prime.json_simple: each answer is one JSON object on a line of its own
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/prime_json_good",
    ('json.dumps({"method": "isPrime", "prime": isprime(n)}).encode()', '(b"T" if isprime(n) else b"F")'),
)
