"""Mistake: bytes go through a text.

breaks smoke.content_1: decodes the bytes to text and back
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/smoke_good",
    ("sendall(donnees)", 'sendall(donnees.decode(errors="replace").encode())'),
)
