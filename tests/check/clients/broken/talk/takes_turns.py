"""Mistake: the keyboard and the socket are read in turn.

breaks talk.speaks: your program takes turns
breaks talk.listens: only listens after something has been typed
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/talk_good",
    ('threading.Thread(', 'while True:\n    envoyer()\n    recevoir()\nthreading.Thread('),
)
