"""Mistake: HEAD is answered as GET is.

breaks http.head: HEAD is answered with a body
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('    if not tete:\n        conn', '    if True:\n        conn'))
