"""Prime numbers over TCP by a library, one thread per client. Used as `python3 prime_library.py sympy|gmpy2 PORT`."""
import socket
import sys
import threading

if sys.argv[1] == "sympy":
    from sympy import isprime
else:
    import gmpy2

    def isprime(n):
        return n > 1 and gmpy2.is_prime(n, 29)  # Baillie-PSW, then five more bases


def answer(data):
    try:
        return b"T" if isprime(int(data)) else b"F"
    except ValueError:
        return b"E"


def assist(conn):
    with conn, conn.makefile("rwb") as stream:
        try:
            for line in stream:
                stream.write(answer(line) + b"\n")
                stream.flush()
        except OSError:
            pass


listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", int(sys.argv[2])))
listener.listen(1024)
while True:
    client, _ = listener.accept()
    threading.Thread(target=assist, args=(client,), daemon=True).start()
