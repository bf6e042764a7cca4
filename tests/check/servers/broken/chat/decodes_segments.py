"""Mistake: each segment is decoded on its own.

breaks chat.split: your server decodes each segment on its own and replaces or drops the halves
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/chat_good",
    ("donnees = prise.recv(1024)", 'donnees = prise.recv(1024).decode(errors="replace").encode()'),
)
