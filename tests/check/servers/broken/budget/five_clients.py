"""Mistake: there is room for five.

breaks 6tenclients: their number
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/budget_good",
    ('        diffuser(f"* {nom} est là", nom)', '        if len(presents) == 5:\n            return\n        diffuser(f"* {nom} est là", nom)'),
)
