"""Mistake: the loop ends at the first price that is later.

breaks means.order: stops at the first price beyond maxtime
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/means_good",
    ('        choisis = ', '        apres = [n for n, (instant, _) in enumerate(prix) if instant > fin]\n        prix = prix[:apres[0]] if apres else prix\n        choisis = '),
)
