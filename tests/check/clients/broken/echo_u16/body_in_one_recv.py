"""Mistake: the answer is what one recv returns.

breaks echo.client_message_body_split: one recv for the whole answer
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/echo_u16_good",
    ("print(lire(s, struct.unpack(\"!H\", lire(s, 2))[0]).decode())", "print(s.recv(struct.unpack(\"!H\", lire(s, 2))[0]).decode())"),
)
