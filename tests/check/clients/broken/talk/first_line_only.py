"""Mistake: only the first line of what one recv returns is shown.

breaks talk.flood: shows only some (one at a time they are shown)
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/talk_good",
    ('    ligne = lignes.readline()\n', '    ligne = s.recv(4096).decode().split(chr(10))[0] + chr(10)\n'),
)
