"""Mistake: times without a sign.

breaks means.negative: takes numbers as unsigned
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/means_good",
    ('prix.append((un, deux))', 'prix.append((un % 2**32, deux))'),
    ('self.repondre(prix, un, deux)', 'self.repondre(prix, un % 2**32, deux % 2**32)'),
)
