"""Mistake: one client at a time.

breaks mob.at_once: serves one client at a time
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/mob_good",
    ('StreamRequestHandler, ThreadingTCPServer', 'StreamRequestHandler, TCPServer'),
    ('Mandataire(ThreadingTCPServer)', 'Mandataire(TCPServer)'),
)
