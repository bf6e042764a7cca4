"""Mistake: the word that ends the session is a message like any other.

breaks echo.end: does not end the session at the word
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/echo_mirror", ('if not msg or msg == b"fin":', "if not msg:"))
