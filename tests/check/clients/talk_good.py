"""Sheet 001 Q3 and Q4: two people talk, at any time or, with --turns, one line each. talk_good.py [--listen] PORT [--turns]"""
import os
import socket
import sys
import threading

port = int([word for word in sys.argv[1:] if word.isdigit()][0])
if "--listen" in sys.argv:
    s, _ = socket.create_server(("localhost", port)).accept()
else:
    s = socket.create_connection(("localhost", port))
lignes = s.makefile("r", encoding="utf-8", newline="\n")


def recevoir():
    ligne = lignes.readline()
    if ligne == "":
        print("l'autre est parti")
        os._exit(0)
    print(ligne, end="", flush=True)


def envoyer():
    ligne = sys.stdin.readline()
    if ligne in ("", "fin\n"):
        s.close()
        os._exit(0)
    s.sendall(ligne.encode())


def toujours(faire):
    while True:
        faire()


if "--turns" in sys.argv:
    if "--listen" in sys.argv:
        recevoir()
    while True:
        envoyer()
        recevoir()
threading.Thread(target=toujours, args=(recevoir,), daemon=True).start()
toujours(envoyer)
