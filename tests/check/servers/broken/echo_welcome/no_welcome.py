"""Mistake: nothing is said before the first line.

breaks echo.welcome: the server has to speak first, before its first recv
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/echo_good")
