"""Sheet 004 §2.5: an expression gets its result, a mistake « Erreur: … »; without eval."""
import ast
import operator
import sys
from socketserver import StreamRequestHandler, ThreadingTCPServer


def puissance(a, b):
    if isinstance(a, int) and isinstance(b, int) and a.bit_length() * abs(b) > 10000:
        raise ValueError("nombre trop grand")
    return a**b


OPERATIONS = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Pow: puissance,
    ast.UAdd: operator.pos, ast.USub: operator.neg,
}


def calculer(noeud):
    if isinstance(noeud, ast.Expression):
        return calculer(noeud.body)
    if isinstance(noeud, ast.Constant) and type(noeud.value) in (int, float):
        return noeud.value
    if isinstance(noeud, ast.BinOp):
        return OPERATIONS[type(noeud.op)](calculer(noeud.left), calculer(noeud.right))
    if isinstance(noeud, ast.UnaryOp):
        return OPERATIONS[type(noeud.op)](calculer(noeud.operand))
    raise ValueError("seulement des nombres et des opérations")


class Calculatrice(StreamRequestHandler):
    def handle(self):
        for ligne in self.rfile:
            try:
                reponse = str(calculer(ast.parse(ligne.decode().strip(), mode="eval")))
            except Exception as erreur:
                reponse = f"Erreur: {erreur}".replace("\n", " ")
            self.wfile.write((reponse + "\n").encode())


class Serveur(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


Serveur(("", int(sys.argv[1])), Calculatrice).serve_forever()
