"""Mistake: every file is said to be a page.

breaks http.content_type: does not fit the ending
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('TYPES.get(os.path.splitext(chemin)[1], "application/octet-stream")', '"text/html"'))
