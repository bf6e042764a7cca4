"""Mistake: only the first line of the other side is shown.

breaks talk.rounds: it does not appear on the screen
"""
import os
import sys

sys.argv.append("--turns")

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/talk_good",
    (
        '    print(ligne, end="", flush=True)',
        '    print(ligne, end="", flush=True)\n    globals()["recevoir"] = lignes.readline',
    ),
)
