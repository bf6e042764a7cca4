"""Mistake: each key is sent when it is pressed.

breaks talk.while_typing: before Enter is pressed
"""
import os
import sys

import tty

tty.setcbreak(0)

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/talk_good",
    ('ligne = sys.stdin.readline()', 'ligne = os.read(0, 1).decode()'),
)
