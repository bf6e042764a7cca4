"""Mistake: nobody is told that a client has left.

breaks mob.ends: the connection to the other stays open
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/mob_good",
    ('    for chacun in (sortie, autre):', '    for chacun in (autre,):'),
)
