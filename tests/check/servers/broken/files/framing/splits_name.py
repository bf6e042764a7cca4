"""Mistake: the name ends at the first blank.

breaks files.name: a name with accents and a space is not found
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/files_good", ('.rstrip("\\r\\n")', '.rstrip("\\r\\n").partition(" ")[0]'))
