"""The book's second version: socketserver, one line, one answer, then the end."""
import socketserver
import sys

values = {}


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            line = self.rfile.readline().decode().rstrip("\r\n")
            answer = "0"
            if line.startswith("0"):
                answer = values.get(line[1:], "0")
            elif line.startswith("1") and line.count("|") == 1:
                key, value = line[1:].split("|")
                values[key] = value
                answer = "1"
            self.wfile.write(answer.encode() + b"\n")
        except OSError:
            pass


socketserver.TCPServer.allow_reuse_address = True
socketserver.TCPServer(("", int(sys.argv[1])), Handler).serve_forever()
