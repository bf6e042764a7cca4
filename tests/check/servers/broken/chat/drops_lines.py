"""Mistake: each reader has a queue of ten lines, and what does not fit is dropped.

breaks chat.burst: your server loses lines when many come at once
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/chat_good",
    ("        for ligne in lignes:", "        for ligne in lignes[:10]:"),
)
