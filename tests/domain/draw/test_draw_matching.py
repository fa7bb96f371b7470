from functools import cache
from itertools import product
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.draw.entropy import Seed
from bot.domain.draw.matching import _by_preference, match_teams

seeds = st.binary(min_size=1, max_size=32).map(Seed)


@st.composite
def problems(draw):
    """(picked, teams, conflicts): up to seven targets, up to four teams of two, any conflicts."""
    picked = [f"T{i}" for i in draw(st.permutations(range(draw(st.integers(0, 7)))))]
    teams = [[f"P{i}", f"Q{i}"] for i in range(draw(st.integers(1, 4)))]
    pairs = list(product(picked, [person for team in teams for person in team]))
    conflicts = draw(st.sets(st.sampled_from(pairs), max_size=len(pairs))) if pairs else set()
    return picked, teams, frozenset(conflicts)


def by_brute_force(picked, positions, teams, conflicts, seed):
    """Section 8 as it is written: every choice is tried out to the end."""
    numbers = range(len(teams))
    allowed = {
        t: [k for k in numbers if not any((t, person) in conflicts for person in teams[k])] for t in picked
    }
    blocked = [t for t in picked if not allowed[t]]
    allowed |= {t: list(numbers) for t in blocked}

    @cache
    def placeable(rest, loads, most):
        if not rest:
            return True
        return any(
            loads[k] < most and placeable(rest[1:], (*loads[:k], loads[k] + 1, *loads[k + 1 :]), most)
            for k in allowed[rest[0]]
        )

    most = -(-len(picked) // len(teams))
    empty = (0,) * len(teams)
    while not placeable(tuple(picked), empty, most):
        most += 1
    queue = sorted(picked, key=lambda t: (seed.tickets("match/target", positions[t], 1), positions[t]))
    loads, taken = empty, {}
    for i, t in enumerate(queue):
        options = []
        for k in allowed[t]:
            after = (*loads[:k], loads[k] + 1, *loads[k + 1 :])
            if loads[k] < most and placeable(tuple(queue[i + 1 :]), after, most):
                ticket = seed.tickets("match/pair", positions[t] * len(teams) + k, 1)
                options.append((loads[k], ticket, k, after))
        *_, taken[t], loads = min(options)
    return most, [(t, taken[t] + 1) for t in picked], blocked


@given(problems(), seeds)
@example((["T0", "T1"], [["P0"], ["P1"]], frozenset({("T0", "P1"), ("T1", "P1")})), Seed(b"0"))
def test_load_and_choice_equal_brute_force(problem, seed):
    picked, teams, conflicts = problem
    positions = {target: int(target[1:]) * 3 for target in picked}
    expected = by_brute_force(picked, positions, teams, conflicts, seed)
    assert tuple(match_teams(picked, positions, teams, conflicts, seed)) == expected


def test_without_teams_nothing_is_matched():
    assert tuple(match_teams(["T1"], {"T1": 0}, [], frozenset(), Seed(b"0"))) == (0, [], [])


def test_a_thousand_targets_and_150_teams_take_about_a_second():
    picked = [f"T{i}" for i in range(1000)]
    teams = [[f"P{k}", f"Q{k}"] for k in range(150)]
    # Every target may go to three neighbouring teams only, a third of them to the same thirty teams.
    conflicts = frozenset(
        (f"T{i}", f"P{k}")
        for i in range(1000)
        for k in range(150)
        if (k - (i if i % 3 else i % 30)) % 150 > 2
    )
    began = process_time()
    match = match_teams(picked, {t: i for i, t in enumerate(picked)}, teams, conflicts, Seed(b"0"))
    assert process_time() - began < 3
    counts = [0] * 151
    for target, team in match.assignment:
        counts[team] += 1
        assert (target, f"P{team - 1}") not in conflicts
    assert (match.blocked, max(counts)) == ([], match.load)


def test_a_free_target_leaves_the_only_places_of_two_others():
    teams = [["P0"], ["P1"], ["P2"]]
    conflicts = frozenset({("T0", "P2"), ("T1", "P2")})
    for number in range(20):
        problem = (["T0", "T1", "T2"], {"T0": 0, "T1": 1, "T2": 2}, teams, conflicts, Seed(bytes([number])))
        match = match_teams(*problem)
        assert tuple(match) == by_brute_force(*problem)
        assert dict(match.assignment)["T2"] == 3


@pytest.mark.parametrize(
    "conflicts",
    [
        {("T1", "P2"), ("T0", "P1"), ("T2", "P0"), ("T2", "P2")},  # T2 moves T1, which moves T0
        {("T1", "P2"), ("T0", "P1"), ("T2", "P2")},  # T2 may go where T0 can give way, or where T1 cannot
    ],
)
def test_places_held_give_way_along_a_chain_before_any_load_is_raised(conflicts):
    picked, teams = ["T0", "T1", "T2"], [["P0"], ["P1"], ["P2"]]
    for number in range(5):
        problem = (picked, {"T0": 0, "T1": 1, "T2": 2}, teams, frozenset(conflicts), Seed(bytes([number])))
        match = match_teams(*problem)
        assert tuple(match) == by_brute_force(*problem)
        assert (match.load, dict(match.assignment)["T0"]) == (1, 3)


def test_teams_are_preferred_by_targets_then_ticket_then_number():
    levels = {1: [0, 4, 5], 0: [1, 2, 3]}
    assert list(_by_preference(levels, lambda _teams: [9, 7, 6, 7, 1, 2])) == [2, 1, 3, 4, 5, 0]
