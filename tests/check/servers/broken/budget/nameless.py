"""Mistake: what is said does not show who has said it.

breaks 2clients: a message goes as [name] text, once, to all who have joined, and not to
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/budget_good", ('f"[{nom}] " + ', ""))
