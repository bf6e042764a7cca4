"""The naive test the sheets use: odd divisors up to the square root."""


def answer(data):
    try:
        number = int(data)
    except ValueError:
        return b"E"
    if number < 2:
        return b"F"
    if number % 2 == 0:
        return b"T" if number == 2 else b"F"
    divisors = range(3, int(number**0.5) + 1, 2)
    return b"F" if any(number % d == 0 for d in divisors) else b"T"
