"""Mistake: it waits for the client to leave first.

breaks time.end: waits for the end of the client before it closes
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/time_good",
    ('    client.close()', '    client.recv(1)\n    client.close()'),
)
