"""Mistake: only one block of the file is sent.

breaks files.large: part of the content is missing
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/files_good", ("while morceau := fichier", "if morceau := fichier"))
