"""The chi-square tail and two intervals, from the standard library alone."""

import math

_SMALL = 1e-16
_TINY = 1e-300
NORMAL_95 = 1.959963984540054
NORMAL_999 = 3.290526731491896


def _by_series(a, x):
    """Return the lower regularised gamma function P(a, x); good where x < a + 1."""
    term = total = 1 / a
    n = a
    while term > total * _SMALL:
        n += 1
        term *= x / n
        total += term
    return total * math.exp(a * math.log(x) - x - math.lgamma(a))


def _by_fraction(a, x):
    """Return the upper one, Q(a, x), by its continued fraction (Lentz); good where x ≥ a + 1."""
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / b
    value, i, step = d, 0, 0.0
    while abs(step - 1) > _SMALL * 10:
        i += 1
        numerator = -i * (i - a)
        b += 2
        d = numerator * d + b
        d = 1 / (d if abs(d) > _TINY else _TINY)
        c = b + numerator / c
        c = c if abs(c) > _TINY else _TINY
        step = c * d
        value *= step
    return value * math.exp(a * math.log(x) - x - math.lgamma(a))


def tail(statistic, df):
    """Return the chance that a chi-square value of `df` degrees of freedom is above the statistic."""
    a, x = df / 2, statistic / 2
    if x <= 0:
        return 1.0
    return 1 - _by_series(a, x) if x < a + 1 else _by_fraction(a, x)


def wilson(successes, trials, z=NORMAL_95):
    """Return the interval of a rate that was seen `successes` times in so many trials (95 % by default)."""
    rate = successes / trials
    middle = (rate + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z / (1 + z * z / trials) * math.sqrt(rate * (1 - rate) / trials + z * z / (4 * trials * trials))
    return middle - half, middle + half


def most_if_never_seen(trials):
    """Return the largest rate that is still 5 % likely to show nothing in so many trials."""
    return 1 - 0.05 ** (1 / trials)
