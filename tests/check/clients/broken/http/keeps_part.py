"""Mistake: what came before the connection ended is saved as the file.

breaks http.client_cut: keeps what came as if it were the file, and says nothing
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/http_good",
    ("sys.stdout.write(corps.decode())", 'open(chemin.rpartition("/")[2], "wb").write(corps)'),
)
