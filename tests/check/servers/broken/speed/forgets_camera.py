"""Mistake: a camera takes with it what it has seen.

breaks speed.kept: is forgotten when it leaves
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('    def finish(self):\n', '    def finish(self):\n        if self.camera:\n            for cle in [cle for cle in vues if cle[0] == self.camera[0]]:\n                del vues[cle]\n'),
)
