"""Mistake: an address may be as long as it likes.

breaks mob.others: more than 35 characters was changed
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/mob_good",
    ('{25,34}', '{25,}'),
)
