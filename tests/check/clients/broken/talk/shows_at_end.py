"""Mistake: everything is read up to the end of the stream.

breaks talk.shown: shown only once the other side had ended its stream
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/talk_good",
    ('    ligne = lignes.readline()\n', '    ligne = lignes.read()\n'),
)
