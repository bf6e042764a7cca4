"""Mistake: the empty line behind the fields is missing.

breaks http.client_request: the empty line behind the fields is missing
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("clients/http_good", ('{port}\\r\\n\\r\\n"', '{port}\\r\\n"'))
