"""Mistake: words stand around the result.

breaks calc.sheet: the result alone
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/calc_good", ("reponse = str(calculer", 'reponse = "= " + str(calculer'))
