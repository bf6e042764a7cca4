"""Mistake: the connection stays open, and is not read again.

breaks http.keep_alive: does not answer the next request on it
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", (', "Connection: close"', ''), ('    with conn:\n        try:\n            servir(conn)', '    globals().setdefault("gardes", []).append(conn)\n    if True:\n        try:\n            servir(conn)'))
