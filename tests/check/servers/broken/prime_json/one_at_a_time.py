"""Mistake: one client after another.

breaks prime.json_multiclient: one client at a time
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/prime_json_good",
    ("ThreadingTCPServer", "TCPServer"),
    ("    daemon_threads = True\n", ""),
)
