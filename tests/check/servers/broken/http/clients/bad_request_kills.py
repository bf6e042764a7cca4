"""Mistake: the first line is expected to have three words, if there is one.

breaks http.bad_requests: a request that is none ends your server
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('    if len(requete) != 3:\n        return repondre(conn, "400 Bad Request", b"<p>requete incomprise</p>")\n', ''))
