"""Mistake: a client is turned away while another one is there.

breaks http.at_once: closes the connection of a client that has just come
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('while True:\n    conn, addr = serveur.accept()\n    with conn:', 'import threading\n\n\ndef occuper(conn):\n    with conn:\n        try:\n            servir(conn)\n        except OSError:\n            pass\n    libre.release()\n\n\nlibre = threading.Lock()\nwhile True:\n    conn, addr = serveur.accept()\n    if libre.acquire(timeout=0.1):\n        threading.Thread(target=occuper, args=(conn,), daemon=True).start()\n        continue\n    conn.close()\n    continue\n    with conn:'))
