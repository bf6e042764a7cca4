"""A right server of one page, which it reads where it is started."""
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        with open("textbook.py", "rb") as file:
            page = file.read()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(page)


HTTPServer(("localhost", int(sys.argv[1])), Handler).serve_forever()
