"""Mistake: every pair of sightings gets a ticket.

breaks speed.day: got a second ticket on the same day
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('            if couverts & jours[plaque]:\n                continue\n', ''),
)
