"""Mistake: the program ends after the first client.

breaks files.next_client: serves one client and is over then
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run(
    "servers/files_good",
    ("while True:\n    conn", "for _ in range(1):\n    conn"),
)
