"""Mistake: Host is missing.

breaks http.client_host: has no Host
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("clients/http_good", ('Host: localhost:{port}\\r\\n', ''))
