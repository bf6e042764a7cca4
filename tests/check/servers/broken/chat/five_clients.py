"""Mistake: there is room for five.

breaks chat.ten: is there a limit to their number
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/chat_good",
    ("[serveur, *tampons]", "[*([serveur] if len(tampons) < 5 else []), *tampons]"),
)
