"""Mistake: lines end with a line feed alone.

breaks http.client_request: end with "\n" alone
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("clients/http_good", ('HTTP/1.1\\r\\nHost: localhost:{port}\\r\\n\\r\\n', 'HTTP/1.1\\nHost: localhost:{port}\\n\\n'))
