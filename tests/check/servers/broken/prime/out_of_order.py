"""Mistake: each request has a thread of its own, so the quick answers overtake the slow ones.

breaks prime.glued: in another order
"""
import socket
import sys
import threading
import time


def repondre(conn, ligne):
    n = int(ligne)
    est_premier = n > 1 and all(n % d for d in range(2, min(n, 2000)))
    time.sleep(0.02 if est_premier else 0.3)
    conn.sendall(b"T\n" if est_premier else b"F\n")


serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    for ligne in conn.makefile("rb"):
        threading.Thread(target=repondre, args=(conn, ligne)).start()
