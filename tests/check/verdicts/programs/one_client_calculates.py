"""One client, and the program is over; digits and signs are computed, anything else is refused."""
import re
import socket
import sys

client, _ = socket.create_server(("", int(sys.argv[1]))).accept()
while True:
    wanted = client.recv(4096).decode()
    if not wanted:
        break
    if not re.fullmatch(r"[-+*/.() 0-9]+", wanted):
        client.sendall(b"Erreur: que des nombres")
        continue
    try:
        result = str(eval(wanted))
    except (ArithmeticError, SyntaxError, TypeError) as mistake:
        result = f"Erreur: {mistake}"
    client.sendall(result.encode())
client.close()
