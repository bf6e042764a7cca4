"""Mistake: the message comes back instead of the answer.

breaks echo.reply: the reply is not what was asked for
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/echo_mirror")
