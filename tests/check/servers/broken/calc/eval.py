"""Mistake: eval.

breaks calc.no_eval: evaluates what it is given as a program
"""
import sys
from socketserver import StreamRequestHandler, TCPServer


class Calculatrice(StreamRequestHandler):
    def handle(self):
        for ligne in self.rfile:
            try:
                reponse = str(eval(ligne.decode()))
            except Exception as erreur:
                reponse = f"Erreur: {erreur}"
            self.wfile.write((reponse + "\n").encode())


TCPServer(("", int(sys.argv[1])), Calculatrice).serve_forever()
