"""The end of the stream is a question like any other, for ever."""
import socketserver
import sys


class Calculator(socketserver.BaseRequestHandler):
    def handle(self):
        try:
            while True:
                expression = self.request.recv(1024).decode()
                try:
                    reply = eval(expression, {"__builtins__": {}})
                except SyntaxError as mistake:
                    reply = f"Erreur: {mistake.msg}"
                self.request.sendall(f"{reply}".encode())
        except Exception:
            pass


socketserver.ThreadingTCPServer(("", int(sys.argv[1])), Calculator).serve_forever()
