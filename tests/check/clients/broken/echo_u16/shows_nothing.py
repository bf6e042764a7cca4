"""Mistake: the answer is not shown.

breaks echo.client_message_shows: print it
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/echo_u16_good",
    ("print(lire(s, struct.unpack(\"!H\", lire(s, 2))[0]).decode())", "lire(s, struct.unpack(\"!H\", lire(s, 2))[0])"),
)
