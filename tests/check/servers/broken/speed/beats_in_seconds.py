"""Mistake: the interval is taken for seconds.

breaks speed.heartbeat: WantHeartbeat counts in tenths of a second
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('self.intervalle / 10', 'self.intervalle'),
)
