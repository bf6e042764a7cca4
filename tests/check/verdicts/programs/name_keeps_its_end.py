"""The name still has its line end when the file is looked for, so there never is one."""
import pathlib
import socketserver
import sys


class Download(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            asked = self.rfile.readline().decode(errors="replace")
            path = pathlib.Path(asked)
            if "/" in asked or not path.is_file():
                self.wfile.write("KO\nfichier inconnu\n".encode())
                return
            content = path.read_bytes()
            self.wfile.write(f"OK\n{len(content)}\n".encode() + content)
        except OSError:
            pass


socketserver.TCPServer.allow_reuse_address = True
socketserver.TCPServer(("", int(sys.argv[1])), Download).serve_forever()
