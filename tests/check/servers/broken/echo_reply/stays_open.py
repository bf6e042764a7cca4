"""Mistake: the session goes on after the answer.

breaks echo.reply_end: after its one reply the connection stays open
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/echo_mirror", ("sendall(msg)", 'sendall(b"Bonjour client !")'))
