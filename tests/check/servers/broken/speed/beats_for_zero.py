"""Mistake: an interval of 0 is one, too.

breaks speed.heartbeat: an interval of 0 asks for no heartbeats
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('            if intervalle > 0:\n                threading', '            if True:\n                threading'),
    ('self.intervalle / 10', 'max(self.intervalle, 1) / 10'),
)
