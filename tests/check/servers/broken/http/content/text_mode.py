"""Mistake: files are read as text.

breaks http.binary: reads the file as text
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('open(chemin, "rb")', 'open(chemin, encoding="utf-8")'), ('fichier.read()', 'fichier.read().encode()'), ('        except OSError as erreur', '        except ConnectionError as erreur'), ('(OSError, ValueError)', 'OSError'))
