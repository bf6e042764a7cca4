"""Mistake: another chat server is written in the program.

breaks mob.passes: no connection comes to the chat server
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/mob_good",
    ('int(sys.argv[3])', '1'),
)
