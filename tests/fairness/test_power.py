"""The tests of evenness see what they are for: p below a millionth for each unfair draw."""

from itertools import combinations
from math import perm

import mutants
import pytest
from samples import ORDERS, PEOPLE, PICKED, no_pairs
from tallies import drawn_together, pairs, singles

SEEN = 1e-6
FALLING = {m: perm(PICKED, m) for m in (2, 3, 4)}


def chances(mutant):
    """Return p of the first place, of being drawn, and of pairs."""
    first, drawn, together = [0] * PEOPLE, [0] * PEOPLE, no_pairs()
    for prefix in mutants.prefixes(mutant, ORDERS // 2):
        first[prefix[0]] += 1
        for person in prefix:
            drawn[person] += 1
        for pair in combinations(sorted(prefix), 2):
            together[pair] += 1
    draws = ORDERS // 2
    return {
        "first": singles(first, draws, 1, 0),
        "drawn": singles(drawn, draws, PICKED, FALLING[2]),
        "pairs": pairs(together, PEOPLE, draws, drawn_together(FALLING, PEOPLE)),
    }


def test_a_fair_draw_is_left_alone():
    assert min(chances(mutants.fair).values()) > SEEN


@pytest.mark.parametrize(
    ("mutant", "seen_in"),
    [
        (mutants.duplicate_row, {"first", "drawn"}),
        (mutants.modulo, {"first", "drawn"}),
        (mutants.heavier, {"drawn"}),
        (mutants.every_third_row, {"pairs"}),
    ],
)
def test_an_unfair_draw_is_seen(mutant, seen_in):
    found = chances(mutant)
    assert {name for name, chance in found.items() if chance < SEEN} >= seen_in
