"""Mistake: the body has no length, and its end is not told by closing.

breaks http.length: has no Content-Length, and the connection stays open
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", (', f"Content-Length: {len(corps)}", "Connection: close"', ''), ('    with conn:\n        try:\n            servir(conn)', '    garde = globals().setdefault("gardes", [])\n    garde.append(conn)\n    if True:\n        try:\n            servir(conn)'))
