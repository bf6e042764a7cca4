"""A right program with a mistake put into it: what differs is all that a reader has to see."""
import os
import sys


def run(program, *changes):
    """Runs a program, such as `servers/echo_good`, after each (old, new) pair has been replaced in its source."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), f"{program}.py")
    with open(path, encoding="utf-8") as file:
        source = file.read()
    for old, new in changes:
        if old not in source:
            sys.exit(f"{program}.py no longer has {old!r}")
        source = source.replace(old, new)
    exec(compile(source, path, "exec"), {"__name__": "__main__"})
