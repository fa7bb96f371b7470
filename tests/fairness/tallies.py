"""What is counted over many draws, and how far it may lie from a fair one.

Where everybody has the same chances, the counts spread evenly over the directions of a few spaces (single
people, pairs, people × places). Each function below gives the squared length in one such space over its
variance, which is chi-square. The variances are exact; for a table of permutations this is (n−1)/n of
Pearson's X².
"""

import math
from itertools import combinations

from chi_square import tail


def _squares(counts):
    mean = sum(counts) / len(counts)
    return sum((count - mean) ** 2 for count in counts)


def singles(counts, draws, first, second):
    """Return p that single people are drawn evenly.

    `first` and `second` are the mean of k and of k·(k−1) for k people drawn out of all.
    """
    n = len(counts)
    variance = first / n - second / (n * (n - 1))
    return tail(_squares(counts) / (draws * variance), n - 1)


def places(table, sizes):
    """Return p of a table people × places in which each draw puts everybody in one place of fixed size."""
    n, total = len(table), sum(map(sum, table))
    statistic = sum(
        (count - total / n * size / n) ** 2 / (total / n * size / n)
        for row in table
        for count, size in zip(row, sizes, strict=True)
    )
    return tail(statistic * (n - 1) / n, (n - 1) * (len(sizes) - 1))


def pairs(counts, n, draws, chances):
    """Return p that pairs come together evenly, beyond what single people's counts explain.

    `counts[i, j]` is how often i < j were together. `chances` are those that one pair is together, that two
    pairs with a common person are, and that two pairs without one are.
    """
    both, shared, apart = chances
    mean = sum(counts.values()) / len(counts)
    of = [sum(counts[min(i, j), max(i, j)] - mean for j in range(n) if j != i) / (n - 2) for i in range(n)]
    rest = sum((counts[i, j] - mean - of[i] - of[j]) ** 2 for i, j in combinations(range(n), 2))
    return tail(rest / (draws * (both - 2 * shared + apart)), n * (n - 3) // 2)


def drawn_together(mean_of_falling, n):
    """Return the chances of `pairs` for pairs among k drawn of n, from the means of k·(k−1)…"""
    return tuple(mean_of_falling[m] / math.perm(n, m) for m in (2, 3, 4))


def same_team(teams, n):
    """Return the chances of `pairs` for seats in the same of so many teams of two out of n people."""
    all_pairs = math.comb(n, 2)
    return teams / all_pairs, 0.0, teams * (teams - 1) / (all_pairs * math.comb(n - 2, 2))


def visits(table, draws, picked, teams, size):
    """Return p that every target meets every inspector evenly, beyond their own counts.

    In each draw `picked` targets are dealt to teams of `size` people, the same number to each.
    """
    rows, columns = len(table), len(table[0])
    total = sum(map(sum, table))
    of_row = [sum(row) / columns for row in table]
    of_column = [sum(column) / rows for column in zip(*table, strict=True)]
    mean = total / (rows * columns)
    rest = sum(
        (count - of_row[i] - of_column[j] + mean) ** 2
        for i, row in enumerate(table)
        for j, count in enumerate(row)
    )
    load, met = picked // teams, picked * size
    same_target = met * (size - 1) / (rows * math.perm(columns, 2))
    same_person = met * (load - 1) / (math.perm(rows, 2) * columns)
    neither = (met**2 - met * (size + load - 1)) / (math.perm(rows, 2) * math.perm(columns, 2))
    variance = met / (rows * columns) - same_target - same_person + neither
    return tail(rest / (draws * variance), (rows - 1) * (columns - 1))
