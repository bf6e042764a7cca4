"""The calculator as the sheets first write it: `eval` of whatever comes, one thread per client. A yardstick for speed and
the reason why netlab has a parser. Loopback only. Used as `python3 calc_eval.py PORT`."""
import socket
import sys
import threading


def assist(conn):
    with conn, conn.makefile("rwb") as stream:
        for line in stream:
            try:
                result = str(eval(line.decode(), {"__builtins__": {}}))
            except Exception as error:
                result = f"Erreur: {error}"
            stream.write(result.encode() + b"\n")
            stream.flush()


listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", int(sys.argv[1])))
listener.listen(1024)
while True:
    client, _ = listener.accept()
    threading.Thread(target=assist, args=(client,), daemon=True).start()
