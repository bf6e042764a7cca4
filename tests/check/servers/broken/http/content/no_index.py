"""Mistake: / is a path without a file.

breaks http.index: / is not answered with index.html
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('chemin += "index.html"', 'pass'))
