"""Mistake: a buffer of 512 bytes.

breaks unusual.long: the buffer for a datagram is too small
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/unusual_good",
    ('recvfrom(1000)', 'recvfrom(512)'),
)
