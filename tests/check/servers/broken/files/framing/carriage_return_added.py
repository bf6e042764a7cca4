"""Mistake: the line end of terminals is sent.

breaks files.line_end: your server ends its lines with "\r\n", and a client that compares the
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/files_good", ('f"OK\\n{taille}\\n"', 'f"OK\\r\\n{taille}\\r\\n"'))
