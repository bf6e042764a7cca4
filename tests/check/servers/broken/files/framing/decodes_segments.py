"""Mistake: each segment of the name is decoded on its own.

breaks files.split: and not when a character of it is cut in two: it decodes each segment on its own
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run(
    "servers/files_good",
    ('    nom = conn.makefile("rb").readline(8192).decode("utf-8", errors="replace").rstrip("\\r\\n")', '    nom = ""\n    while not nom.endswith("\\n") and (donnees := conn.recv(1024)):\n        nom += donnees.decode("utf-8", errors="replace")\n    nom = nom.rstrip("\\r\\n")'),
)
