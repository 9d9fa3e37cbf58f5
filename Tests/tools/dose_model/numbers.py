"""Exact numbers as the method writes them."""

import re
from fractions import Fraction

PLAIN = re.compile(r"\d+(\.\d+)?\Z")


def exact(text):
    """A plain decimal as a fraction; anything else is an error, as in the tables."""
    if not PLAIN.match(text):
        raise ValueError(f"{text!r} is no plain number")
    return Fraction(text)


def shown(value):
    """What an answer prints: at most four decimals, half to even, without trailing zeros."""
    scaled = value * 10000
    below = scaled.numerator // scaled.denominator
    rest = scaled - below
    if rest > Fraction(1, 2) or (rest == Fraction(1, 2) and below % 2 == 1):
        below += 1
    text = f"{below // 10000}.{below % 10000:04d}".rstrip("0").rstrip(".")
    return text


def printed(value):
    """The number and, where it had to be rounded, the fraction that stands beside it."""
    text = shown(value)
    if Fraction(text) == value:
        return text, ""
    return text, f"{value.numerator}/{value.denominator}"


def decimal(value):
    """A fraction with a finite decimal, written out in full."""
    for places in range(0, 12):
        if (value * 10**places).denominator == 1:
            whole = value.numerator * 10**places // value.denominator
            digits = str(whole).rjust(places + 1, "0")
            return digits[: len(digits) - places] + ("." + digits[-places:] if places else "")
    raise ValueError(f"{value} has no short decimal")
