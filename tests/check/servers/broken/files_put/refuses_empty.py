"""Mistake: an empty file is taken for none.

breaks files.put_empty: is refused
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/put_good", ('    attente =', '    if reste == 0:\n        raise ValueError("vide")\n    attente ='))
