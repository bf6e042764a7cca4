"""Mistake: the length is sent the wrong way round.

breaks echo.client_message_sent: marks it off in another way
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/echo_u16_good",
    ("s.sendall(struct.pack(\"!H\"", "s.sendall(struct.pack(\"<H\""),
)
