"""Mistake: the end of the keyboard is not noticed.

breaks echo.client_ctrl_d: at the end of the keyboard your client neither ended nor
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/echo_good",
    ("for ligne in sys.stdin:", 'while True:\n        ligne = sys.stdin.readline()\n        if not ligne:\n            __import__("time").sleep(0.05)\n            continue'),
)
