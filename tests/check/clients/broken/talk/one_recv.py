"""Mistake: what one recv returns is shown as a line.

breaks talk.pieces: takes one recv for one line
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/talk_good",
    ('    ligne = lignes.readline()\n', "    ligne = s.recv(4096).decode(errors='ignore')\n    ligne = ligne and ligne.rstrip() + chr(10)\n"),
)
