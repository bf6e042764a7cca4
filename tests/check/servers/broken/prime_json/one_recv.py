"""Mistake: what one recv returns is taken for a line.

breaks prime.json_transport: your server takes one recv for one line
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/prime_json_good",
    ("for ligne in self.rfile:", "while ligne := self.request.recv(4096):"),
)
