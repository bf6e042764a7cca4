"""Mistake: each speaks at any time.

breaks talk.waits: although it is the other side's turn
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("clients/talk_good", ('"--turns" in', '"--never" in'))
