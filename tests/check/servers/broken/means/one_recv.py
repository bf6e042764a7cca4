"""Mistake: what one recv returns is taken for a message.

breaks means.pieces: for one message (the same messages are answered rightly when
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/means_good",
    ('while len(octets := self.rfile.read(9)) == 9:', 'while octets := self.request.recv(9):\n                if len(octets) < 9:\n                    continue'),
)
