"""Mistake: the whole address is asked for.

breaks http.client_request: the whole address stands in the request line
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("clients/http_good", ('input().partition(f":{port}")[2]', 'input()'))
