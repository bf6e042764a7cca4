"""Mistake: the last word is a line like any other.

breaks talk.end_word: sends the last word like any other line
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/talk_good",
    ('("", "fin\\n")', '("",)'),
)
