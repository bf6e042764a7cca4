"""Mistake: the speed is rounded, then taken a hundred times.

breaks speed.ticket: was rounded to whole miles per hour
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('360000 // (t2 - t1)', '3600 // (t2 - t1) * 100'),
)
