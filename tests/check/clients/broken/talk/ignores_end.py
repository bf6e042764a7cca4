"""Mistake: the end of the stream is taken for an empty line.

breaks talk.peer_leaves: turns in a loop that uses the processor
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/talk_good",
    ('ligne == ""', 'ligne is None'),
)
