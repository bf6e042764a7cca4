"""Mistake: a last line without a line end is thrown away.

breaks echo.last_line: last line
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run(
    "servers/echo_good",
    ("            for ligne in entree:\n", '            for ligne in entree:\n                if not ligne.endswith(b"\\n"):\n                    break\n'),
)
