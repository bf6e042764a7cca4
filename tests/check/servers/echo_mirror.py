"""Sheet 004 §2.3: messages without line ends come back unchanged; « fin » ends the session."""
import socket
import sys

serveur = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = serveur.accept()
    try:
        while True:
            msg = conn.recv(1024)
            if not msg or msg == b"fin":
                break
            conn.sendall(msg)
    except OSError:
        pass
    conn.close()
