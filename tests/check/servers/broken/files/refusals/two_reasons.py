"""Mistake: the reason has two lines.

breaks files.one_reason: the reason is one line
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/files_good", ('f"KO\\n{raison}\\n"', 'f"KO\\n{raison}\\n{nom}\\n"'))
