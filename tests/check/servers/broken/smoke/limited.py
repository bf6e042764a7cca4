"""Mistake: no more than 64 KiB come back.

breaks smoke.content_3: closes
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/smoke_good",
    ("        while donnees := self.request.recv(4096):\n            self.request.sendall(donnees)", "        renvoyes = 0\n        while renvoyes < 65536 and (donnees := self.request.recv(4096)):\n            self.request.sendall(donnees)\n            renvoyes += len(donnees)"),
)
