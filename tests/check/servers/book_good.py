"""The book's first version: recv, no line ends, many requests on one connection."""
import socket
import sys

server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("", int(sys.argv[1])))
server.listen()
values = {}

while True:
    client, address = server.accept()
    try:
        while request := client.recv(1024).decode():
            answer = "0"
            if request[0] == "0":
                answer = values.get(request[1:], "0")
            elif request[0] == "1" and request.count("|") == 1:
                key, value = request[1:].split("|")
                values[key] = value
                answer = "1"
            client.sendall(answer.encode())
    except OSError:
        pass
    client.close()
