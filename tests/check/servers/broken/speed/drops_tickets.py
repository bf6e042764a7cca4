"""Mistake: a ticket without a dispatcher is dropped.

breaks speed.stored: a ticket is lost where no dispatcher is there
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('        en_attente[route].append(amende)', '        pass'),
)
