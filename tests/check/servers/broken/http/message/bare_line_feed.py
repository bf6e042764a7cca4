"""Mistake: the lines of the head end with a line feed alone.

breaks http.header_lines: with "\n" alone
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('"\\r\\n".join', '"\\n".join'))
