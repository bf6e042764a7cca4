"""Mistake: 7/2 is 3, as in C.

breaks calc.arithmetic: divides integers
"""
import re
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    with conn:
        for ligne in conn.makefile("rb"):
            expression = ligne.decode().strip()
            if re.fullmatch(r"[-+*/()0-9. ]+", expression):
                reponse = eval(expression.replace("/", "//"))
            else:
                reponse = "Erreur: syntaxe"
            conn.sendall(f"{reponse}\n".encode())
