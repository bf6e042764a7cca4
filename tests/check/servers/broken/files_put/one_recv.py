"""Mistake: one recv is taken for the upload.

breaks files.put_pieces: takes what one read returns for the whole upload
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/put_good", ('    lignes = conn.makefile("rb")\n', '    import io\n    lignes = io.BytesIO(conn.recv(4096))\n'))
