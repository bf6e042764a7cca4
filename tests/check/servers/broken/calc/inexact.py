"""Mistake: large integers become floats.

breaks calc.big: keep integers as integers
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/calc_good",
    ("        return OPERATIONS[type(noeud.op)](calculer(noeud.left), calculer(noeud.right))", "        resultat = OPERATIONS[type(noeud.op)](calculer(noeud.left), calculer(noeud.right))\n        return resultat if abs(resultat) < 2**53 else float(resultat)"),
)
