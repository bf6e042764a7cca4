"""Protohackers 6: cameras, cars and tickets, a thread for each client."""
import struct
import sys
import threading
import time
from collections import defaultdict
from socketserver import StreamRequestHandler, ThreadingTCPServer

JOUR = 86400
verrou = threading.RLock()
vues = defaultdict(list)  # (road, plate): [(time, mile)]
jours = defaultdict(set)  # plate: days
en_attente = defaultdict(list)  # road: tickets
repartiteurs = defaultdict(list)  # road: clients


def envoyer(route, amende):
    if repartiteurs[route]:
        repartiteurs[route][0].dire(amende)
    else:
        en_attente[route].append(amende)


def observer(route, mille, limite, plaque, instant):
    with verrou:
        autres = vues[route, plaque]
        for autre in autres:
            (t1, m1), (t2, m2) = sorted([autre, (instant, mille)])
            if t1 == t2 or abs(m2 - m1) * 3600 <= limite * (t2 - t1):
                continue
            couverts = set(range(t1 // JOUR, t2 // JOUR + 1))
            if couverts & jours[plaque]:
                continue
            jours[plaque] |= couverts
            vitesse = abs(m2 - m1) * 360000 // (t2 - t1)
            nom = bytes([len(plaque)]) + plaque
            envoyer(route, b"\x21" + nom + struct.pack(">HHIHIH", route, m1, t1, m2, t2, vitesse))
        autres.append((instant, mille))


class Faute(Exception):
    pass


class Client(StreamRequestHandler):
    def setup(self):
        super().setup()
        self.camera = self.routes = self.intervalle = None
        self.ecriture = threading.Lock()

    def lire(self, forme):
        octets = self.rfile.read(struct.calcsize(forme))
        if len(octets) < struct.calcsize(forme):
            raise EOFError
        return struct.unpack(forme, octets)

    def lire_texte(self):
        return self.rfile.read(*self.lire(">B"))

    def dire(self, octets):
        try:
            with self.ecriture:
                self.wfile.write(octets)
        except (OSError, ValueError):
            pass  # it has left

    def handle(self):
        try:
            while True:
                self.message(*self.lire(">B"))
        except Faute as faute:
            texte = str(faute).encode()
            self.dire(b"\x10" + bytes([len(texte)]) + texte)
        except (EOFError, OSError):
            pass

    def message(self, nature):
        if nature == 0x20:
            plaque, (instant,) = self.lire_texte(), self.lire(">I")
            if self.camera is None:
                raise Faute("no camera")
            observer(*self.camera, plaque, instant)
        elif nature == 0x40:
            (intervalle,) = self.lire(">I")
            if self.intervalle is not None:
                raise Faute("heartbeat twice")
            self.intervalle = intervalle
            if intervalle > 0:
                threading.Thread(target=self.battre, daemon=True).start()
        elif nature == 0x80:
            camera = self.lire(">HHH")
            self.personne()
            self.camera = camera
        elif nature == 0x81:
            (nombre,) = self.lire(">B")
            routes = self.lire(f">{nombre}H")
            self.personne()
            self.repartir(routes)
        else:
            raise Faute("unknown message")

    def personne(self):
        if self.camera is not None or self.routes is not None:
            raise Faute("identified already")

    def repartir(self, routes):
        self.routes = routes
        with verrou:
            for route in routes:
                repartiteurs[route].append(self)
                for amende in en_attente.pop(route, []):
                    self.dire(amende)

    def battre(self):
        while not self.wfile.closed:
            time.sleep(self.intervalle / 10)
            self.dire(b"\x41")

    def finish(self):
        with verrou:
            for route in self.routes or ():
                repartiteurs[route].remove(self)
        try:
            super().finish()
        except OSError:
            pass


class Serveur(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 200


Serveur(("", int(sys.argv[1])), Client).serve_forever()
