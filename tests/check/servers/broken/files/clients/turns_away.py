"""Mistake: a client that comes while another is served is sent away.

breaks files.at_once: closes the connection of a client that has just come
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run(
    "servers/files_good",
    ('while True:\n    conn, addr = serveur.accept()\n    with conn:\n        try:\n            servir(conn)\n        except OSError as erreur:\n            print("client perdu :", erreur, file=sys.stderr)\n', "import threading\n\noccupe = threading.Lock()\n\n\ndef un_client(conn):\n    with occupe, conn:\n        servir(conn)\n\n\nwhile True:\n    conn, addr = serveur.accept()\n    if occupe.locked():\n        conn.close()\n    else:\n        threading.Thread(target=un_client, args=(conn,), daemon=True).start()\n"),
)
