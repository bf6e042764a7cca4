"""Goes on until the whole file has come, also where the server is gone."""
import socket, sys
c = socket.create_connection(("localhost", int(sys.argv[1])))
name = sys.argv[2]
c.sendall((name + "\n").encode())
buf = b""
while buf.count(b"\n") < 1: buf += c.recv(1)
if buf.strip() == b"OK":
    s = b""
    while not s.endswith(b"\n"): s += c.recv(1)
    size = int(s); data = b""
    while len(data) < size:
        data += c.recv(4096)
    open(name, "wb").write(data)
else:
    print(c.recv(1000).decode())
