"""Mistake: the answer is read and not shown.

breaks echo.client_shows: does not appear on standard output, although your client went on after it
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/echo_good",
    ('        print(reponse, end="")\n', ""),
)
