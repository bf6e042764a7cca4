"""Mistake: the clock is asked once, before anybody has come.

breaks time.goes_on: takes the time once, before it accepts
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/time_good",
    ('while True:', 'maintenant = heure()\nwhile True:'),
    ('sendall(heure())', 'sendall(maintenant)'),
)
