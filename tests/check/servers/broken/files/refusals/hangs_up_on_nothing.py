"""Mistake: an empty name gets no answer.

breaks files.no_name: ends the connection without an answer
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run(
    "servers/files_good",
    ("    try:\n        fichier = ouvrir(nom)", '    if nom == "":\n        return\n    try:\n        fichier = ouvrir(nom)'),
)
