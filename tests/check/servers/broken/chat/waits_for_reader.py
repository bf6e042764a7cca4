"""Mistake: what is sent to a client that does not read holds up everybody (sendall blocks).

breaks chat.deaf_reader: your server waits until a client that does not read
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/chat_good")
