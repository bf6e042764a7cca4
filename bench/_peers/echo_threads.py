"""Upper-case echo, one thread per client, in the manner of the lab sheets. Used as `python3 echo_threads.py PORT`."""
import socket
import sys
import threading


def assist(conn):
    with conn, conn.makefile("rwb") as stream:
        for line in stream:
            stream.write(line.decode().upper().encode())
            stream.flush()


listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", int(sys.argv[1])))
listener.listen(1024)
while True:
    client, _ = listener.accept()
    threading.Thread(target=assist, args=(client,), daemon=True).start()
