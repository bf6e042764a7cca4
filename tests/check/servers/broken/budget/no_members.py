"""Mistake: a newcomer is not told who is here.

breaks 1client: has to get its list
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/budget_good",
    ('        self.dire("* Ici : " + ", ".join(presents))\n', ""),
)
