"""Mistake: 404 comes without a page.

breaks http.not_found_body: the body of the 404 is empty
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('b"<p>introuvable</p>"', 'b""'))
