"""Mistake: an empty file is taken for none.

breaks http.empty: another status comes
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('return chemin, fichier.read()', 'contenu = fichier.read()\n        if not contenu:\n            raise OSError("vide")\n        return chemin, contenu'))
