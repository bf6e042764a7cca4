"""Mistake: one recv is taken for the request.

breaks http.pieces: takes what one read returns for the whole request
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('    lignes = conn.makefile("rb")\n    premiere = lignes.readline(8192).decode("latin-1").split()\n    while lignes.readline(8192).strip():\n        pass\n    return premiere', '    return conn.recv(1024).decode("latin-1").split("\\r\\n")[0].split()'))
