"""Mistake: the line end that Enter gives is taken off.

breaks talk.typed: sends the line without its line end
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/talk_good",
    ('s.sendall(ligne.encode())', 's.sendall(ligne.strip().encode())'),
)
