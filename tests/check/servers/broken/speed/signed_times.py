"""Mistake: times with a sign.

breaks speed.numbers: timestamps are u32, without a sign
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('(t1, m1), (t2, m2) = sorted([autre, (instant, mille)])', '(t1, m1), (t2, m2) = sorted([autre, (instant, mille)], key=lambda vue: (vue[0] + 2**31) % 2**32)'),
    ('limite * (t2 - t1)', 'limite * abs(t2 - t1)'),
    ('360000 // (t2 - t1)', '360000 // abs(t2 - t1)'),
)
