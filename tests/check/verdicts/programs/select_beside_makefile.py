"""select beside makefile(): lines that came together wait in the file's buffer, and select sees the socket alone."""
import socket, select, sys
srv = socket.create_server(("", int(sys.argv[1])))
files = {}
socks = [srv]
while True:
    r, _, _ = select.select(socks, [], [])
    for s in r:
        if s is srv:
            c, _ = srv.accept()
            socks.append(c)
            files[c] = c.makefile("rb")
        else:
            try:
                line = files[s].readline()
            except OSError:
                line = b""
            if not line:
                socks.remove(s); files.pop(s); s.close()
            else:
                try:
                    s.sendall(line.decode("utf-8", "replace").upper().encode())
                except OSError:
                    pass
