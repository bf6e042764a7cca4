"""Mistake: the length counts characters.

breaks http.accents: counts characters, not bytes
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('f"Content-Length: {len(corps)}"', '"Content-Length: %d" % len(corps.decode(errors="replace"))'))
