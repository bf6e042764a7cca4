"""Mistake: nobody is let in once somebody has spoken.

breaks chat.late: who comes later is not in the list that the lines go to, or nobody accepts
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/chat_good",
    ("[serveur, *tampons]", "[*([] if parle else [serveur]), *tampons]"),
    ("        for ligne in lignes:\n", "        parle = True\n        for ligne in lignes:\n"),
    ("while True:\n    prets", "parle = False\nwhile True:\n    prets"),
)
