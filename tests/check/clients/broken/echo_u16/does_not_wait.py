"""Mistake: the next message is sent before the answer has come.

breaks echo.client_message_waits: before the answer to the last one has come
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/echo_u16_good",
    ("        print(lire(s, struct.unpack(\"!H\", lire(s, 2))[0]).decode())", "    for fois in range(2):\n        print(lire(s, struct.unpack(\"!H\", lire(s, 2))[0]).decode())"),
)
