"""Mistake: the escapes of a path stay.

breaks http.escapes: a path with %2D for a - is not found
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('urllib.parse.unquote(cible.split("?")[0])', 'cible.split("?")[0]'))
