"""Mistake: the length is what one recv returns.

breaks echo.client_message_length_split: one recv for the whole length
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/echo_u16_good",
    ("lire(s, 2)", "s.recv(2)"),
)
