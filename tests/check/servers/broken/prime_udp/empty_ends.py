"""Mistake: an empty datagram is taken for the end.

breaks prime.udp_empty: your server takes an empty datagram for the end
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/prime_udp_good",
    ("    try:\n        n", "    if not donnees:\n        break\n    try:\n        n"),
)
