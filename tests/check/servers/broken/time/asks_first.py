"""Mistake: it reads before it sends.

breaks time.unasked: your server reads before it sends
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/time_good",
    ('    try:\n', '    client.recv(1024)\n    try:\n'),
)
