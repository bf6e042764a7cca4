"""Mistake: one read is taken for the whole file.

breaks http.large: only the beginning of the file comes
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('fichier.read()', 'fichier.read(65536)'))
