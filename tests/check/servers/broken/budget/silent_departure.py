"""Mistake: nobody is told who has left.

breaks 4departures: a departure is announced once, to those who have joined, and only if the
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/budget_good",
    ('        diffuser(f"* {nom} est parti", nom)\n', ""),
)
