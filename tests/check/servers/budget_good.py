"""Protohackers 3: a chat with names, a thread for each client."""
import sys
import threading
from socketserver import StreamRequestHandler, ThreadingTCPServer

presents = {}
verrou = threading.Lock()


def diffuser(texte, auteur):
    with verrou:
        for nom, sortie in presents.items():
            if nom != auteur:
                sortie(texte)


class Membre(StreamRequestHandler):
    def dire(self, texte):
        try:
            self.request.sendall(texte.encode() + b"\n")
        except OSError:
            pass  # it has left

    def handle(self):
        self.dire("Bienvenue ! Quel est ton nom ?")
        nom = self.rfile.readline(100).decode(errors="replace").strip()
        if not (nom.isascii() and nom.isalnum()):
            return
        diffuser(f"* {nom} est là", nom)
        self.dire("* Ici : " + ", ".join(presents))
        with verrou:
            presents[nom] = self.dire
        try:
            for ligne in self.rfile:
                diffuser(f"[{nom}] " + ligne.decode(errors="replace").rstrip("\r\n"), nom)
        except OSError:
            pass  # it has left, rudely
        with verrou:
            del presents[nom]
        diffuser(f"* {nom} est parti", nom)


class Serveur(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 16


Serveur(("", int(sys.argv[1])), Membre).serve_forever()
