"""What numbers take in Python's libraries and in OpenSSL. Used as `python3 big_numbers.py WHAT NUMBER [BASES]`; prints the
milliseconds of processor time of one computation."""
import resource
import subprocess
import sys
import time

what, number = sys.argv[1], int(sys.argv[2])
whose = resource.RUSAGE_SELF

if what == "sympy":
    from sympy import isprime

    def compute():
        return isprime(number)
elif what == "gmpy2":
    import gmpy2

    n, reps = gmpy2.mpz(number), 24 + int(sys.argv[3])  # Baillie-PSW first, then the bases

    def compute():
        return gmpy2.is_prime(n, reps)
elif what == "power":
    import gmpy2

    n = gmpy2.mpz(number)

    def compute():
        return gmpy2.powmod(3, n - 1, n)
elif what == "openssl":
    whose = resource.RUSAGE_CHILDREN

    def compute():
        subprocess.run(["openssl", "prime", str(number)], check=True, stdout=subprocess.DEVNULL)


def used():
    usage = resource.getrusage(whose)
    return usage.ru_utime + usage.ru_stime


compute()
before, end, count = used(), time.monotonic() + 1, 0
while time.monotonic() < end:
    compute()
    count += 1
print((used() - before) * 1000 / count)
