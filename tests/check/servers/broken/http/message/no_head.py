"""Mistake: the page comes without a head.

breaks http.status_line: what comes is not HTTP
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('    conn.sendall("\\r\\n".join(champs + ["", ""]).encode())\n', ''))
