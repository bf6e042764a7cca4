"""Mistake: what is not well formed is passed over in silence.

breaks prime.json_malformed: malformed
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/prime_json_good",
    ('                self.wfile.write(b"malformed\\n")\n                return', "                continue"),
)
