"""Mistake: the message comes back in upper case.

breaks echo.mirror: comes back in upper case
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/echo_mirror", ("sendall(msg)", "sendall(msg.upper())"))
