"""The client of sheet 003 §1.1: one connection for each number, the bytes it prints are what the server answered."""
import socket
import sys

params = (sys.argv[1], int(sys.argv[2]))
chiffres = [4j, 4, 5, -5, 17, 29, 2**50, 2**50 - 1]
for chiffre in chiffres:
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.connect(params)
    s.send(("%s\n" % chiffre).encode("utf8"))
    print(s.recv(1024))
    s.close()
