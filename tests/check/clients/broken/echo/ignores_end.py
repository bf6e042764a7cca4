"""Mistake: the end of the stream is not noticed.

breaks echo.client_server_gone: has closed
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/echo_good",
    ('sys.exit("le serveur est parti")', '__import__("time").sleep(3600)'),
)
