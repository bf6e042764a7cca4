"""Mistake: sightings of all roads are compared.

breaks speed.roads: as if they were one
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('vues[route, plaque]', 'vues[plaque]'),
)
