"""Mistake: the end of the keyboard is not noticed.

breaks echo.client_message_ctrl_d: at the end of the keyboard
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "clients/echo_u16_good",
    ("        print(lire", "        print(lire"),
    ("with socket.create_connection", "import time\nwith socket.create_connection"),
    ("[0]).decode())", "[0]).decode())\n    time.sleep(60)"),
)
