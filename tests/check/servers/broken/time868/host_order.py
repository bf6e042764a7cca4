"""Mistake: the bytes are in the order of the machine.

breaks time.right: least significant byte first: the network
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/time868_good",
    ('"!I"', '"<I"'),
)
