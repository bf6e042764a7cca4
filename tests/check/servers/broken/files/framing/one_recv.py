"""Mistake: what one recv returns is taken for the name.

breaks files.bytewise: your server takes one recv for the whole name
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/files_good", ('conn.makefile("rb").readline(8192)', "conn.recv(8192)"))
