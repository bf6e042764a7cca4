"""Mistake: more than 2000 bytes are no request.

breaks http.long_headers: a request with long fields is not answered rightly
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('    lignes = conn.makefile("rb")\n    premiere = lignes.readline(8192).decode("latin-1").split()\n    while lignes.readline(8192).strip():\n        pass\n    return premiere', '    recu = b""\n    for _ in range(1000):\n        recu += conn.recv(4096)\n        if b"\\r\\n\\r\\n" in recu or len(recu) > 2000:\n            if len(recu) > 2000:\n                return []\n            return recu.decode("latin-1").split("\\r\\n")[0].split()\n    return []'))
