"""Mistake: nothing catches what sendall raises when a client breaks off.

breaks files.reset: breaks off
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run(
    "servers/files_good",
    ("except OSError as erreur:\n            print", "except ValueError as erreur:\n            print"),
)
