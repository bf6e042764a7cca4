"""A file for each line: what it has read ahead goes with it."""
import socketserver
import sys


class Client(socketserver.BaseRequestHandler):
    def handle(self):
        while line := self.request.makefile("rb").readline():
            self.request.sendall(line.decode(errors="replace").upper().encode())


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


Server(("", int(sys.argv[1])), Client).serve_forever()
