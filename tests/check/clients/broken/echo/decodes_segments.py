"""Mistake: each segment is decoded on its own.

breaks echo.client_split: decodes each segment
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/echo_good",
    ("reponse = reponses.readline()", 'reponse = ""\n        while not reponse.endswith("\\n") and (donnees := s.recv(1024)):\n            reponse += donnees.decode(errors="replace")'),
)
