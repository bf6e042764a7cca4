"""Mistake: the reason of a refusal is not shown.

breaks files.client_refused: the reason that follows KO should be shown to the user
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("clients/files_good", ('sys.exit("refus : " + entree.readline().decode())', "sys.exit(1)"))
