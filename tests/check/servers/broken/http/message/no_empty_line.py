"""Mistake: the empty line behind the fields is missing.

breaks http.header_lines: the empty line between the fields and the body is missing
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('champs + ["", ""]', 'champs + [""]'))
