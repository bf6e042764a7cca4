"""Mistake: only the first line that one recv returns is passed on.

breaks chat.in_order: handles the first and loses the others
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/chat_good", ("for ligne in lignes:", "for ligne in lignes[:1]:"))
