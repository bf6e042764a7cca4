"""Mistake: the mean in 64 bits.

breaks means.mean: answers with eight bytes, where four
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/means_good",
    ('struct.pack(">i", moyenne)', 'struct.pack(">q", moyenne)'),
)
