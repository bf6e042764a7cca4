"""Mistake: there is room for a hundred.

breaks speed.many: closes the connection of a client that has just come
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('    def handle(self):\n', '    def handle(self):\n        if threading.active_count() > 100:\n            return\n'),
)
