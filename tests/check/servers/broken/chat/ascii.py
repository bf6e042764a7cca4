"""Mistake: characters beyond ASCII are lost.

breaks chat.accents: the line is changed on the way
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/chat_good",
    ('diffuser(ligne + b"\\n", prise)', 'diffuser(ligne.decode("ascii", errors="ignore").encode() + b"\\n", prise)'),
)
