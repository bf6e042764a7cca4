"""Mistake: only the last thousand prices are kept.

breaks means.many: another answer came than the protocol asks for
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/means_good",
    ('prix.append((un, deux))', 'prix.append((un, deux))\n                    del prix[:-1000]'),
)
