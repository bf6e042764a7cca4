"""Mistake: a page that is not there comes with 200.

breaks http.not_found: with a status of success
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('"404 Not Found"', '"200 OK"'))
