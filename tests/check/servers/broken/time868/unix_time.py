"""Mistake: it counts from 1970.

breaks time.right: counts from 1970, the time of Unix
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/time868_good",
    (' + 2208988800', ''),
)
