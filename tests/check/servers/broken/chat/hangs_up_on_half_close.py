"""Mistake: what a client said last is thrown away when it has said everything.

breaks chat.half_close: the last line is lost when its sender half-closes
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/chat_good",
    ("        for ligne in lignes:\n", '        select.select([prise], [], [], 0.1)\n        try:\n            if prise.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b"":\n                partir(prise)\n                continue\n        except BlockingIOError:\n            pass\n        for ligne in lignes:\n'),
)
