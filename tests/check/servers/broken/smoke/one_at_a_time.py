"""Mistake: one client after another.

breaks smoke.multiclient: one client at a time
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/smoke_good",
    ("ThreadingTCPServer", "TCPServer"),
    ("    daemon_threads = True\n", ""),
)
