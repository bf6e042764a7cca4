"""Mistake: nothing catches what decode raises.

breaks chat.garbage: bytes that are no text
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/chat_good",
    ('diffuser(ligne + b"\\n", prise)', 'diffuser(ligne.decode().encode() + b"\\n", prise)'),
)
