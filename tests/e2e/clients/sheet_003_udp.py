"""The client of sheet 003 §1.2: one socket, one datagram for each number; with "empty" it ends with an empty datagram."""
import socket
import sys

params = (sys.argv[1], int(sys.argv[2]))
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(10)
for chiffre in [4j, 4, 5, -5, 17, 29, 2**50, 2**50 - 1]:
    s.sendto(("%s" % chiffre).encode("utf8"), params)
    print(s.recvfrom(1024)[0])
if "empty" in sys.argv:
    s.sendto(b"", params)
