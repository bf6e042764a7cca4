"""Mistake: a client that types slowly is sent away.

breaks echo.slow: closed the connection while a slow client was still typing
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run(
    "servers/echo_good",
    ("with conn, conn.makefile", "conn.settimeout(0.3)\n        with conn, conn.makefile"),
)
