"""A thread for each client, makefile, a dictionary and a lock; what a course asks for and no more."""
import socketserver
import sys
import threading
import time

data = {}
lock = threading.Lock()


def lookup(key):
    value, end = data.get(key, (None, None))
    if end is not None and time.time() >= end:
        data.pop(key, None)
        return None
    return value


def bulk(value):
    return b"$-1\r\n" if value is None else b"$%d\r\n%s\r\n" % (len(value), value)


def execute(name, *args):
    if name == b"PING":
        return bulk(args[0]) if args else b"+PONG\r\n"
    if name == b"ECHO":
        (text,) = args
        return bulk(text)
    if name == b"GET":
        (key,) = args
        return bulk(lookup(key))
    if name == b"SET":
        key, value, *options = args
        end = None
        if options:
            unit, amount = options
            end = time.time() + int(amount) / {b"PX": 1000, b"EX": 1}[unit.upper()]
        data[key] = value, end
        return b"+OK\r\n"
    if name == b"DEL":
        return b":%d\r\n" % sum(data.pop(key, None) is not None for key in args)
    if name == b"INCR":
        (key,) = args
        number = int(lookup(key) or b"0") + 1
        data[key] = b"%d" % number, data.get(key, (None, None))[1]
        return b":%d\r\n" % number
    return b"-ERR unknown command '%s'\r\n" % name


class Client(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            while line := self.rfile.readline():
                if line[:1] != b"*":
                    words = line.split()
                    if not words:
                        continue
                else:
                    words = []
                    for _ in range(int(line[1:])):
                        size = int(self.rfile.readline()[1:])
                        if not 0 <= size <= 512 << 20:
                            raise EOFError
                        word = self.rfile.read(size + 2)
                        if len(word) < size + 2:
                            raise EOFError
                        words.append(word[:-2])
                with lock:
                    try:
                        reply = execute(words[0].upper(), *words[1:])
                    except (ValueError, KeyError) as error:
                        reply = b"-ERR %s\r\n" % str(error).encode().replace(b"\n", b" ")
                self.wfile.write(reply)
        except (OSError, EOFError, ValueError):
            pass


socketserver.ThreadingTCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer.daemon_threads = True
socketserver.ThreadingTCPServer(("", int(sys.argv[1])), Client).serve_forever()
