"""Mistake: the first client is the last one.

breaks http.next_client: serves one client and is over then
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('while True:\n    conn', 'if True:\n    conn'))
