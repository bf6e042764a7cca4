"""Mistake: each segment is decoded on its own.

breaks talk.pieces: decodes each segment on its own
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/talk_good",
    ('    ligne = lignes.readline()\n', '    ligne = s.recv(4096).decode()\n'),
)
