"""Mistake: what one recv returns is taken for a line.

breaks chat.bytewise: your server sends on what each recv returns, so a line that is typed
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/chat_good",
    ('*lignes, tampons[prise] = (tampons[prise] + donnees).split(b"\\n")', "lignes = [donnees.strip()]"),
)
