"""Mistake: what one recv returns is taken for a message.

breaks means.pieces: takes what a read has brought for a whole message, also where it is less
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/means_good",
    ('while len(octets := self.rfile.read(9)) == 9:', 'while octets := self.request.recv(9):\n                if len(octets) < 9:\n                    continue'),
)
