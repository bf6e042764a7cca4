"""Mistake: requests are stripped, as lines are.

breaks unusual.bytes: takes blanks or line ends off
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/unusual_good",
    ('requete.partition', 'requete.strip().partition'),
)
