"""Mistake: there is no loop around accept.

breaks time.next_client: serves one client and is over then
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/time_good",
    ('    client.close()', '    client.close()\n    break'),
)
