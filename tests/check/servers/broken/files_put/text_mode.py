"""Mistake: what is sent is decoded.

breaks files.put_binary: is decoded as text
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/put_good", ('fichier.write(morceau)', 'fichier.write(morceau.decode().encode())'), ('(OSError, ValueError)', 'OSError'))
