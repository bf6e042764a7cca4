"""A datagram a line, asked again where no answer comes, until Ctrl-D."""
import socket
import sys

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    s.connect(("localhost", int(sys.argv[1])))
    for ligne in sys.stdin:
        question = ligne.rstrip("\n")
        for delai in (0.6, 1.2, 2.4):
            s.send(question.encode())
            s.settimeout(delai)
            try:
                while (reponse := s.recv(65535).decode()) != question.upper():
                    pass
                print(reponse)
                break
            except TimeoutError:
                pass
        else:
            print("pas de réponse")
