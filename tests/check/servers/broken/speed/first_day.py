"""Mistake: a ticket counts for the day on which it begins.

breaks speed.days: was counted for its first day alone
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('set(range(t1 // JOUR, t2 // JOUR + 1))', '{t1 // JOUR}'),
)
