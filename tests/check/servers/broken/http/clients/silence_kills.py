"""Mistake: the first line is expected to have three words.

breaks http.silent_client: ends with an error when a client leaves
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('    if not requete:\n        return\n    if len(requete) != 3:\n        return repondre(conn, "400 Bad Request", b"<p>requete incomprise</p>")\n', ''))
