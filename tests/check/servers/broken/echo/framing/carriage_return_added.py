"""Mistake: the line end of terminals is sent.

breaks echo.line_end: your server ends its lines with "\r\n", and a client that compares the
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/echo_good", ('texte.upper() + "\\n"', 'texte.upper() + "\\r\\n"'))
