"""Mistake: an empty datagram is taken for the end.

breaks echo.udp_empty: takes an empty datagram for the end
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/echo_udp_good",
    ("    try:\n", "    if not donnees:\n        break\n    try:\n"),
)
