"""Mistake: the file is read to the end of the stream.

breaks files.put: only once the stream of the client had ended
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/put_good", ('            while reste > 0 and (morceau := lignes.read1(min(reste, 65536))):\n                fichier.write(morceau)\n                reste -= len(morceau)\n', '            fichier.write(lignes.read())\n            reste = 0\n'))
