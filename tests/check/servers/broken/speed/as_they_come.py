"""Mistake: sightings are taken in the order in which they come.

breaks speed.order: the two ends of the ticket are exchanged
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('(t1, m1), (t2, m2) = sorted([autre, (instant, mille)])', '(t1, m1), (t2, m2) = autre, (instant, mille)'),
    ('limite * (t2 - t1)', 'limite * abs(t2 - t1)'),
    ('360000 // (t2 - t1)', '360000 // abs(t2 - t1)'),
)
