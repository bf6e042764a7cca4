"""Mistake: chunks are not put together.

breaks http.client_chunked: does not put chunks together
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("clients/http_good", ('if "chunked" in', 'if "zzz" in'))
