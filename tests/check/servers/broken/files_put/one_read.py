"""Mistake: one read is taken for the file.

breaks files.put_large: takes what one read returns for the whole upload
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/put_good", ('while reste > 0 and', 'if reste > 0 and'), ('        if reste > 0:\n            raise ValueError("fichier incomplet")\n', ''))
