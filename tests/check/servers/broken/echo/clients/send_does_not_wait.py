"""Mistake: what a send that does not wait has not taken is lost.

breaks echo.unread: for a client that reads slowly
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run(
    "servers/echo_good",
    (
        'conn.sendall((texte.upper() + "\\n").encode())',
        'try:\n                    conn.send((texte.upper() + "\\n").encode(), socket.MSG_DONTWAIT)\n'
        "                except BlockingIOError:\n                    pass",
    ),
)
