"""A time limit makes an empty line, which ends the session, as an empty line does."""
import socket, sys, threading
def read_line(c, buf):
    while b"\n" not in buf[0]:
        try:
            d = c.recv(1024)
        except TimeoutError:
            return ""
        if not d: return ""
        buf[0] += d
    line, buf[0] = buf[0].split(b"\n", 1)
    return line.decode("utf-8", "replace").rstrip("\r")
def serve(c):
    c.settimeout(0.2)
    buf = [b""]
    while True:
        line = read_line(c, buf)
        if line == "": break
        c.sendall((line.upper() + "\n").encode())
    c.close()
s = socket.create_server(("", int(sys.argv[1])))
while True:
    c, _ = s.accept()
    threading.Thread(target=serve, args=(c,)).start()
