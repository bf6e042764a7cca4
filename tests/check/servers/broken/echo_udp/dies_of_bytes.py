"""Mistake: bytes that are no text end the server.

breaks echo.udp_binary: that are no UTF-8 end your server
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/echo_udp_good",
    ("except UnicodeDecodeError", "except ZeroDivisionError"),
)
