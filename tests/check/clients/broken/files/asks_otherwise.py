"""Mistake: the name is sent with a word in front of it.

breaks files.client_asks: sends what was typed, and something around it
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("clients/files_good", ('(nom + "\\n")', '("GET " + nom + "\\n")'))
