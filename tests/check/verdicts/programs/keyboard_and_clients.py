"""Right: one loop waits for the keyboard, new clients and their lines; a typed line stops it."""
import selectors
import socket
import sys

waiting = selectors.DefaultSelector()
server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
waiting.register(server, selectors.EVENT_READ)
waiting.register(sys.stdin, selectors.EVENT_READ)
while True:
    for key, _ in waiting.select():
        if key.fileobj is server:
            waiting.register(server.accept()[0], selectors.EVENT_READ)
        elif key.fileobj is sys.stdin:
            sys.exit(input() and 0)
        else:
            try:
                piece = key.fileobj.recv(2048)
                key.fileobj.sendall(piece)
            except OSError:
                piece = b""
            if not piece:
                waiting.unregister(key.fileobj)
                key.fileobj.close()
