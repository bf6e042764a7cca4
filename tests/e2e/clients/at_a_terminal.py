"""Runs a program on a terminal of its own, types `6*7`, Enter, the arrow key up, Enter, Ctrl-D, and prints what it saw."""
import os
import pty
import re
import select
import sys
import time

pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])

seen = b""


def read_until(done, seconds=20):
    global seen
    end = time.time() + seconds
    while not done() and time.time() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                data = os.read(terminal, 4096)
            except OSError:
                return
            if not data:
                return
            seen += data


read_until(lambda: b"calc> " in seen)
os.write(terminal, b"6*7\r")
read_until(lambda: b"calc> " in seen[seen.find(b"42\r\n") + 1:] and b"42\r\n" in seen, 5)
os.write(terminal, b"\x1b[A\r")
read_until(lambda: seen.count(b"42\r\n") >= 2, 5)
os.write(terminal, b"\x04")
read_until(lambda: False, 3)
_, status = os.waitpid(pid, 0)
print(re.sub(r"\x1b\[[0-9;]*[A-Za-z]|\r", "", seen.decode()))
print("exit", os.waitstatus_to_exitcode(status))
