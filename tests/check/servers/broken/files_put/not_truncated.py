"""Mistake: a file that is there is not emptied.

breaks files.put_existing: is left behind the new one
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/put_good", ('with open(attente, "wb") as fichier:', 'with os.fdopen(os.open(chemin, os.O_WRONLY | os.O_CREAT), "wb") as fichier:'), ('        os.replace(attente, chemin)\n', ''))
