"""Mistake: the query belongs to the name.

breaks http.query: is taken for part of the name
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('.split("?")[0]', ''))
