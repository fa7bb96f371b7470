"""Unfair draws that the tests of evenness must see; each yields the first eight of an order of 24."""

import math
import random

from samples import PEOPLE, PICKED


def fair(dice):
    """A fair order, for comparison."""
    return dice.sample(range(PEOPLE), PICKED)


def duplicate_row(dice):
    """Number 0 stands in the register twice."""
    order = [row % PEOPLE for row in dice.sample(range(PEOPLE + 1), PEOPLE + 1)]
    return list(dict.fromkeys(order))[:PICKED]


def modulo(dice):
    """Each place goes to a random byte modulo the number of people left."""
    left = list(range(PEOPLE))
    return [left.pop(dice.randbytes(1)[0] % len(left)) for _ in range(PICKED)]


def heavier(dice):
    """Number 0 weighs 20 % more than the others."""
    tickets = [-math.log(1 - dice.random()) for _ in range(PEOPLE)]
    tickets[0] /= 1.2
    return sorted(range(PEOPLE), key=tickets.__getitem__)[:PICKED]


def every_third_row(dice):
    """Every third row from one random start: everybody has the same chance, but always the same company."""
    start = dice.randrange(PEOPLE)
    return [(start + 3 * step) % PEOPLE for step in range(PICKED)]


def prefixes(mutant, count):
    """Yield so many draws of the mutant, with a fixed seed."""
    dice = random.Random(f"ssj mutant {mutant.__name__}")
    for _ in range(count):
        yield mutant(dice)
