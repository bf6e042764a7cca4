"""Mistake: text is changed.

breaks smoke.content_0: in upper case
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/smoke_good", ("sendall(donnees)", "sendall(donnees.upper())"))
