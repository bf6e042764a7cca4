"""What one recv has brought is taken for a message."""
import socket, struct, sys, threading
cl = []
def serve(c):
    while True:
        try: d = c.recv(4096)
        except OSError: break
        if not d: break
        n = int.from_bytes(d[:2], "big")
        body = d[2:2+n]
        for o in list(cl):
            if o is not c:
                try: o.sendall(struct.pack(">H", len(body)) + body)
                except OSError: pass
    cl.remove(c); c.close()
s = socket.create_server(("", int(sys.argv[1])))
while True:
    c, _ = s.accept(); cl.append(c)
    threading.Thread(target=serve, args=(c,)).start()
