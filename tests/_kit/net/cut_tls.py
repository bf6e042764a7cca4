"""A TLS peer that sends 1000 bytes and ends the connection without ending TLS.

cut_tls.py serve CERT    listens, says its port, and serves one client
cut_tls.py PORT          is a client
"""
import socket
import ssl
import sys


def cut(secure):
    secure.sendall(b"x" * 1000)
    plain = socket.socket(fileno=secure.detach())
    plain.shutdown(socket.SHUT_WR)
    while plain.recv(1000):
        pass


if sys.argv[1] == "serve":
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2])
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    cut(context.wrap_socket(listener.accept()[0], server_side=True))
else:
    context = ssl._create_unverified_context()
    cut(context.wrap_socket(socket.create_connection(("127.0.0.1", int(sys.argv[1])))))
