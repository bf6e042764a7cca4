"""Mistake: the speed in miles per hour.

breaks speed.ticket: a ticket has a hundred times that
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('* 360000', '* 3600'),
)
