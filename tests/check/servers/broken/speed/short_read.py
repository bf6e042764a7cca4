"""Mistake: what one recv returns is taken for all that was asked for.

breaks speed.pieces: takes what a read has brought for a whole message, also where it is less
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('self.rfile.read(', 'self.request.recv('),
)
