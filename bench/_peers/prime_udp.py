"""Prime numbers over UDP, in the manner of the sheets. Used as `python3 prime_udp.py PORT`."""
import socket
import sys

from prime_number import answer

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", int(sys.argv[1])))
while True:
    data, peer = server.recvfrom(1024)
    server.sendto(answer(data), peer)
