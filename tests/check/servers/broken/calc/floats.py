"""Mistake: everything is a float.

breaks calc.plain: your server writes every result as a floating-point number
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/calc_good",
    ('reponse = str(calculer(ast.parse(ligne.decode().strip(), mode="eval")))', 'reponse = str(float(calculer(ast.parse(ligne.decode().strip(), mode="eval"))))'),
)
