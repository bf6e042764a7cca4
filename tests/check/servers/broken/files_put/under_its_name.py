"""Mistake: a file has its name before it has come.

breaks files.put_cut: of which only a part has come is handed out
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/put_good", ('with open(attente, "wb") as fichier:', 'with open(chemin, "wb") as fichier:'), ('        os.replace(attente, chemin)\n', ''))
