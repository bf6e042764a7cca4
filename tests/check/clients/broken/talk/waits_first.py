"""Mistake: it waits for the other side before it reads the keyboard.

breaks talk.typed: two of it that wait for each other
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/talk_good",
    ('threading.Thread(', 'while True:\n    recevoir()\n    envoyer()\nthreading.Thread('),
)
