"""Each datagram is answered with the answer to the one before."""
import socket, sys
def isprime(n):
    if n < 2: return False
    i = 2
    while i * i <= n:
        if n % i == 0: return False
        i += 1
    return True
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", int(sys.argv[1])))
last = None
while True:
    data, a = s.recvfrom(1024)
    try:
        r = "T" if isprime(int(data)) else "F"
    except ValueError:
        r = "E"
    s.sendto((last or r).encode(), a)
    last = r
