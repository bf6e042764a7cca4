"""Mistake: any dispatcher gets a ticket.

breaks speed.roads: a dispatcher that is not there for its road
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('repartiteurs[route]', 'repartiteurs[0]'),
)
