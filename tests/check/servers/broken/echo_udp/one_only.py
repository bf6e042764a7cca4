"""Mistake: there is no loop.

breaks echo.udp_upper: answers one datagram and ends
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/echo_udp_good",
    ("while True:", "for une_fois in [1]:"),
)
