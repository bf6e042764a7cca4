"""Mistake: a carriage return is taken for a part of the name.

breaks files.crlf: the carriage return for part of the name
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/files_good", ('.rstrip("\\r\\n")', '.rstrip("\\n")'))
