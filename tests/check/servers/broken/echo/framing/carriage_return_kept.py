"""Mistake: a carriage return is taken for a part of the text.

breaks echo.crlf: your server takes the carriage return for part of the request
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/echo_good", ('.rstrip("\\r\\n")', '.rstrip("\\n").replace("\\r", "^M")'))
