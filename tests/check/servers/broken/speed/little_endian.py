"""Mistake: numbers in the machine's byte order.

breaks speed.ticket: have their bytes in the wrong order
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('">', '"<'),
)
