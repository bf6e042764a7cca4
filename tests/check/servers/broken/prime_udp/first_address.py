"""Mistake: all answers go to the first client.

breaks prime.udp_two_clients: went to another client
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/prime_udp_good",
    ("while True:\n", "premier = None\nwhile True:\n"),
    ("serveur.sendto(reponse, adresse)", "premier = premier or adresse\n    serveur.sendto(reponse, premier)"),
)
