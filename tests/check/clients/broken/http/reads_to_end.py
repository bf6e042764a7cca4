"""Mistake: the length is not looked at.

breaks http.client_length: reads to the end of the connection although
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("clients/http_good", ('lignes.read(int(champs["content-length"])) if "content-length" in champs else lignes.read()', 'lignes.read()'))
