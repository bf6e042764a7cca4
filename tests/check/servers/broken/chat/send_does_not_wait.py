"""Mistake: what a send that does not wait has not taken is lost.

breaks chat.slow_reader: for a client that reads slowly
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/chat_good",
    ("client.sendall(ligne)", "client.send(ligne, socket.MSG_DONTWAIT)"),
    ("except OSError:\n                partir(client)", "except BlockingIOError:\n                pass"),
)
