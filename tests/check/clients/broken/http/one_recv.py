"""Mistake: one recv is the answer.

breaks http.client_pieces: takes what one recv returns for the whole answer
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("clients/http_good", ('    etat = lignes.readline().decode()\n    champs = {}\n    while ligne := lignes.readline().decode().strip():\n        nom, _, valeur = ligne.partition(":")\n        champs[nom.lower()] = valeur.strip()\n    corps = lire_corps(lignes, champs)\n', '    corps = s.recv(65536)\n'))
