"""Mistake: the minutes are those of the month.

breaks time.right: another time than that of this machine
"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/time_good",
    ('time.strftime("%Y-%m-%d %H:%M:%S\\n")', 'time.strftime("%Y-%m-%d %H:%M:%S\\n", time.localtime(time.time() + 420))'),
)
