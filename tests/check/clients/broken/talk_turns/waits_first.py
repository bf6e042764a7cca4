"""Mistake: it waits for the other side, although it has connected.

breaks talk.typed: two of it that wait for each other
"""
import os
import sys

sys.argv.append("--turns")

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/talk_good",
    ('    while True:\n        envoyer()', '    recevoir()\n    while True:\n        envoyer()'),
)
