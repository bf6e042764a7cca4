"""Mistake: a computation may take as long as it likes, while everybody else waits.

breaks calc.bounded: limit the time
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/calc_good",
    ('raise ValueError("nombre trop grand")', '__import__("time").sleep(3600)  # stands for what nobody can wait for'),
    ("ThreadingTCPServer", "TCPServer"),
    ("    daemon_threads = True\n", ""),
)
