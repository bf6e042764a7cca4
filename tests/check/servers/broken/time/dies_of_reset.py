"""Mistake: a client that has left ends it.

breaks time.reset: ends your server with an error
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/time_good",
    ('    try:\n', '    time.sleep(0.05)\n    try:\n'),
    ('except OSError', 'except ZeroDivisionError'),
)
