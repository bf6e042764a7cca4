"""Mistake: the end of the keyboard is taken for an empty line.

breaks talk.ctrl_d: goes on as if nothing had happened
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/talk_good",
    ('("", "fin\\n")', '("fin\\n",)'),
)
