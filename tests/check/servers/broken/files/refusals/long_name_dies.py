"""Mistake: what the system says about a name that is too long is not caught.

breaks files.long_name: an unknown name has to be answered with KO and a reason
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run(
    "servers/files_good",
    ("except (OSError, ValueError) as erreur:\n        raison", "except (FileNotFoundError, PermissionError, IsADirectoryError, ValueError) as erreur:\n        raison"),
)
