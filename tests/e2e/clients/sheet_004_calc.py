"""The client of sheet 004 §2.5: bare send and recv, no line end anywhere."""
import socket
import sys

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect((sys.argv[1], int(sys.argv[2])))
for expression in ["3*5+1", "1/0", "2**100", "(7-2)//2", "__import__('os').getpid()"]:
    client.send(expression.encode())
    print(client.recv(1024).decode())
client.close()
