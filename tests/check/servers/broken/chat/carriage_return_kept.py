"""Mistake: a carriage return becomes a blank at the end of the line.

breaks chat.crlf: carriage return is lost or doubled
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/chat_good",
    ('diffuser(ligne + b"\\n", prise)', 'diffuser(ligne.replace(b"\\r", b" ") + b"\\n", prise)'),
)
