"""Mistake: an answer comes from another port.

breaks unusual.retrieve: the answer came from another port
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/unusual_good",
    ('serveur.sendto(requete', 'socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(requete'),
)
