"""Reads a JSON list of expressions, writes a JSON list: str of each result, "slow" or "error" for everything else."""
import json
import math
import signal
import sys
import warnings

warnings.simplefilter("ignore")
names = {**vars(math), "math": math, "pow": pow}
results = (int, float, bool, str, tuple, type(None))


class Slow(Exception):
    pass


def interrupt(*_):
    raise Slow


signal.signal(signal.SIGALRM, interrupt)


def answer(expression):
    signal.setitimer(signal.ITIMER_REAL, 1)
    try:
        value = eval(expression, dict(names))
        return str(value) if type(value) in results else "error"
    except Slow:
        return "slow"
    except Exception:
        return "error"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


print(json.dumps([answer(each) for each in json.load(sys.stdin)]))
