"""Mistake: no more than 4096 bytes come back.

breaks smoke.content_2: closes
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/smoke_good",
    ("        while donnees := self.request.recv(4096):\n", "        for _ in range(1):\n            donnees = self.request.recv(4096, 256)\n"),
)
