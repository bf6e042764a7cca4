"""Mistake: what a client hears goes through as it is.

breaks mob.downstream: an address went through as it was
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/mob_good",
    ('def transmettre(entree, sortie, autre):', 'def transmettre(entree, sortie, autre, change=True):'),
    ('sortie.sendall(ADRESSE.sub(TONY, ligne))', 'sortie.sendall(ADRESSE.sub(TONY, ligne) if change else ligne)'),
    ('self.request, serveur))', 'self.request, serveur, False))'),
)
