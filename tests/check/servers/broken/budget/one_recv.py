"""Mistake: what one recv returns is taken for a line.

breaks 5transport: your server sends on what each recv returns, so a line that is typed
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/budget_good",
    ("for ligne in self.rfile:", "while ligne := self.request.recv(4096):"),
)
