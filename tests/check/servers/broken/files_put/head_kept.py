"""Mistake: the size is kept as a part of the file.

breaks files.put: is kept as a part of the file
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/put_good", ('chemin, reste = place(nom), int(lignes.readline())', 'taille = lignes.readline()\n    chemin, reste = place(nom), int(taille)'), ('with open(attente, "wb") as fichier:', 'with open(attente, "wb") as fichier:\n            fichier.write(taille)'))
