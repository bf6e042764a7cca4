"""Mistake: what the system says about a name that is too long is not caught.

breaks files.long_name: ends the connection without an answer
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run(
    "servers/files_good",
    ("except (OSError, ValueError) as erreur:\n        raison", "except (FileNotFoundError, PermissionError, IsADirectoryError, ValueError) as erreur:\n        raison"),
)
