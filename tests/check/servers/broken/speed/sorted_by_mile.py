"""Mistake: miles and times are sorted apart.

breaks speed.order: each mile goes with its time
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('(t1, m1), (t2, m2) = sorted([autre, (instant, mille)])', '(t1, t2), (m1, m2) = sorted([autre[0], instant]), sorted([autre[1], mille])'),
)
