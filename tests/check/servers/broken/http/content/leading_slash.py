"""Mistake: the path is opened from the root of the disk.

breaks http.text: from the root of the disk
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('os.path.join(DOSSIER, chemin.lstrip("/"))', 'chemin'), ('        raise PermissionError', '        pass  # raise PermissionError'))
