"""Mistake: all dispatchers of a road get a ticket.

breaks speed.roads: the same ticket went to two dispatchers
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('        repartiteurs[route][0].dire(amende)', '        for chacun in repartiteurs[route]:\n            chacun.dire(amende)'),
)
