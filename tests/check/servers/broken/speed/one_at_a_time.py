"""Mistake: one client at a time.

breaks speed.ticket: serves one client at a time
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/speed_good",
    ('StreamRequestHandler, ThreadingTCPServer', 'StreamRequestHandler, TCPServer'),
    ('Serveur(ThreadingTCPServer)', 'Serveur(TCPServer)'),
)
