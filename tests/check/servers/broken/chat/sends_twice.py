"""Mistake: each line is sent twice.

breaks chat.once: a line is sent twice
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/chat_good", ("client.sendall(ligne)", "client.sendall(ligne * 2)"))
