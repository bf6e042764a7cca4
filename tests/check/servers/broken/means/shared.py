"""Mistake: one list of prices for all.

breaks means.sessions: the prices of another session count here
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/means_good",
    ('        prix = []\n', '        prix = tous\n'),
    ('class Session', 'tous = []\n\n\nclass Session'),
)
