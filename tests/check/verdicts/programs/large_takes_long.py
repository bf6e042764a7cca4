"""Right, and slow: a large number takes longer than anybody wants to wait, as with division by every number."""
import json
import socketserver
import sys
import time


def is_prime(n):
    if isinstance(n, int) and n > 2**50:
        time.sleep(60)
    return isinstance(n, int) and n > 1 and all(n % d for d in range(2, min(n, 1000))) and (
        n < 1_000_000 or all(pow(a, n - 1, n) == 1 for a in (2, 3, 5, 7, 11, 13))
    )


class Line(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            try:
                request = json.loads(line)
                number = request["number"]
                if request["method"] != "isPrime" or type(number) not in (int, float):
                    raise ValueError
                answer = {"method": "isPrime", "prime": is_prime(number)}
            except (ValueError, KeyError, TypeError):
                self.wfile.write(b'{"error": "malformed"}\n')
                return
            self.wfile.write(json.dumps(answer).encode() + b"\n")


server = socketserver.ThreadingTCPServer(("127.0.0.1", int(sys.argv[1])), Line)
server.daemon_threads = True
server.serve_forever()
