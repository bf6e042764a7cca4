"""Mistake: who is a camera may become one again.

breaks speed.errors: nothing came in answer to what a client may not say
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('            raise Faute("identified already")', '            return'),
)
