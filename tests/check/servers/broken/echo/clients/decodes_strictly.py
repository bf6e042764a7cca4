"""Mistake: nothing catches what decode raises.

breaks echo.garbage: bytes that are no UTF-8 end your server
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/echo_good", ('decode("utf-8", errors="replace")', "decode()"))
