"""Asks for 17 over and over on one connection while others are busy; prints the longest wait in milliseconds."""
import socket
import sys
import time

client = socket.create_connection((sys.argv[1], int(sys.argv[2])))
worst = 0
for _ in range(200):
    started = time.perf_counter()
    client.sendall(b"17\n")
    assert client.recv(10) == b"T\n"
    worst = max(worst, time.perf_counter() - started)
    time.sleep(0.002)
print(worst * 1000)
