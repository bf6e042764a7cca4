"""Right: sockets that do not block, and a buffer for what they have not taken."""
import socket, selectors, sys
sel = selectors.DefaultSelector()
srv = socket.create_server(("", int(sys.argv[1])))
srv.setblocking(False)
sel.register(srv, selectors.EVENT_READ, None)
bufs, outs = {}, {}
def drop(c):
    sel.unregister(c); bufs.pop(c); outs.pop(c); c.close()
def flush(c):
    try:
        while outs[c]:
            n = c.send(outs[c][:262144]); del outs[c][:n]
    except BlockingIOError: pass
    except OSError: return drop(c)
    sel.modify(c, selectors.EVENT_READ | (selectors.EVENT_WRITE if outs[c] else 0))
while True:
    for key, mask in sel.select():
        s = key.fileobj
        if s is srv:
            c, _ = srv.accept(); c.setblocking(False)
            sel.register(c, selectors.EVENT_READ); bufs[c] = b""; outs[c] = bytearray()
            continue
        if s not in bufs: continue
        if mask & selectors.EVENT_WRITE: flush(s)
        if s not in bufs or not mask & selectors.EVENT_READ: continue
        try: d = s.recv(65536)
        except OSError: d = b""
        if not d: drop(s); continue
        bufs[s] += d
        *lines, bufs[s] = bufs[s].split(b"\n")
        for o in list(bufs):
            if o is not s and lines:
                outs[o] += b"".join(l + b"\n" for l in lines); flush(o)
