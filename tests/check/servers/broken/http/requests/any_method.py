"""Mistake: the method is not looked at.

breaks http.methods: answers any method as if it were GET
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('methode not in ("GET", "HEAD")', 'False'))
