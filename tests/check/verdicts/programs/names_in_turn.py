"""Bare recv, one client after another: the command sheet before its threads."""
import socket
import sys

HELP = "/all /me /help /bye"
door = socket.create_server(("", int(sys.argv[1])))
while True:
    client, _ = door.accept()
    name = client.recv(1024).decode().strip()
    while said := client.recv(1024).decode().strip():
        word, _, rest = said.partition(" ")
        answers = {
            "/all": f"[{name}] {rest}",
            "/me": f"* {name} {rest}",
            "/help": HELP,
            "/bye": f"À bientôt {name} !",
        }
        client.sendall(answers.get(word, "Commande inconnue").encode())
        if word == "/bye":
            break
    client.close()
