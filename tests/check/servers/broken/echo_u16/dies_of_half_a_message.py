"""Mistake: one client at a time, and one that leaves in the middle of a message ends the server with an error.

breaks echo.message_unfinished: ends with an error when a client leaves
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/echo_u16_good",
    ("            if message is None:\n                return\n", ""),
    ("threading.Thread(target=protege, args=(serveur.accept()[0],), daemon=True).start()", "protege(serveur.accept()[0])"),
)
