"""Mistake: a car at the limit is taken for one beyond.

breaks speed.limit: a car at the limit got a ticket
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('* 3600 <=', '* 3600 <'),
)
