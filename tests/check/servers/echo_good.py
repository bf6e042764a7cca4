"""Sheet 000 §2: a line comes back in upper case, one client at a time."""
import socket
import sys

serveur = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
serveur.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
serveur.bind(("", int(sys.argv[1])))
serveur.listen(5)
while True:
    conn, addr = serveur.accept()
    try:
        with conn, conn.makefile("rb") as entree:
            for ligne in entree:
                texte = ligne.decode("utf-8", errors="replace").rstrip("\r\n")
                conn.sendall((texte.upper() + "\n").encode())
    except OSError as erreur:
        print("client perdu :", erreur, file=sys.stderr)
