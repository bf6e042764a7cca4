"""Mistake: the number is sent as text.

breaks time.four_bytes: sends the number as digits
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/time868_good",
    ('struct.pack("!I", secondes)', 'str(secondes).encode()'),
)
