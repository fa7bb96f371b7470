"""The peers' side, run by the interpreter of their own environment (requirements.txt beside this file).

Each does what its own documentation shows; randomness is theirs, so what they draw is not compared.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from consistent_sampler import sampler
from ortools.graph.python import min_cost_flow
from sortition_algorithms import Settings, read_in_features, read_in_people, run_stratification

from benchmarks.cases import SHARE, STRATA, Problem, ids, problem, strata
from benchmarks.measure import answer
from benchmarks.rfc3797 import select

Work = Callable[[], Any]
KEY = "9319./2.5.8.10.12./9.18.26.34.41.45./"
COSTS = 1 << 20


def sampler_order(count: int, seed: int) -> Work:
    """consistent-sampler: all in order."""
    names = ids(count)
    return lambda: list(sampler(names, seed=seed, output="id"))


def sampler_draw(count: int, seed: int) -> Work:
    """consistent-sampler: 5 %."""
    names = ids(count)
    return lambda: list(sampler(names, seed=seed, take=count // SHARE, output="id"))


def numpy_order(count: int, seed: int) -> Work:
    """numpy: a permutation from a pseudo-random generator."""
    return lambda: np.random.default_rng(seed).permutation(count)


def rfc3797_draw(count: int, _seed: int) -> Work:
    """RFC 3797: 5 %."""
    return lambda: select(KEY, count, count // SHARE)


def numpy_stratified(count: int, seed: int) -> Work:
    """numpy: 5 % of each of five classes."""
    classes = np.array(strata(count, seed))

    def work() -> None:
        generator = np.random.default_rng(seed)
        for name in STRATA:
            members = np.flatnonzero(classes == name)
            generator.choice(members, -(-len(members) // SHARE), replace=False)

    return work


def sortition_stratified(count: int, seed: int) -> Work:
    """sortition-algorithms, `legacy`: 5 % of five classes, as its own tables ask."""
    classes = strata(count, seed)
    quota = {name: -(-classes.count(name) // SHARE) for name in STRATA}
    rows = [
        {"feature": "class", "value": name, "min": str(wanted), "max": str(wanted)}
        for name, wanted in quota.items()
    ]
    features, *_ = read_in_features(["feature", "value", "min", "max"], rows)
    settings = Settings(id_column="id", columns_to_keep=[], selection_algorithm="legacy")
    body = [{"id": name, "class": stratum} for name, stratum in zip(ids(count), classes, strict=True)]
    people, _ = read_in_people(["id", "class"], body, features, settings)

    def work() -> None:
        done, _, _ = run_stratification(features, people, sum(quota.values()), settings)
        if not done:
            raise AssertionError

    return work


def _arcs(made: Problem) -> tuple[Any, Any]:
    """Return targets and teams of the arcs that no conflict forbids."""
    row = {name: i for i, name in enumerate(made.targets)}
    column = {person: team for team, people in enumerate(made.teams) for person in people}
    open_pairs = np.ones((len(made.targets), len(made.teams)), dtype=bool)
    for target, person in made.conflicts:
        open_pairs[row[target], column[person]] = False
    rows, columns = np.nonzero(open_pairs)
    return rows, columns


def _solve(made: Problem, arcs: tuple[Any, Any], seed: int) -> None:
    """Give each target one team, none above the least load, at the least sum of random costs."""
    targets, teams = len(made.targets), len(made.teams)
    load, source, sink = -(-targets // teams), targets + teams, targets + teams + 1
    costs = np.random.default_rng(seed).integers(0, COSTS, len(arcs[0]))
    flow = min_cost_flow.SimpleMinCostFlow()
    add = flow.add_arcs_with_capacity_and_unit_cost
    ones, none = np.ones(len(costs), dtype=np.int64), np.zeros(len(costs), dtype=np.int64)
    add(arcs[0], arcs[1] + targets, ones, costs)
    add(np.full(targets, source), np.arange(targets), ones[:targets], none[:targets])
    add(np.arange(teams) + targets, np.full(teams, sink), ones[:teams] * load, none[:teams])
    flow.set_node_supply(source, targets)
    flow.set_node_supply(sink, -targets)
    if flow.solve() != flow.OPTIMAL:
        raise AssertionError


def flow_match(targets: int, teams: int, seed: int) -> Work:
    """OR-tools: from the same input as ours."""
    made = problem(targets, teams, seed)
    return lambda: _solve(made, _arcs(made), seed)


def flow_only(targets: int, teams: int, seed: int) -> Work:
    """OR-tools: its arcs are ready as arrays."""
    made = problem(targets, teams, seed)
    arcs = _arcs(made)
    return lambda: _solve(made, arcs, seed)


MAKERS: Mapping[str, Callable[..., Work]] = {
    "sampler_order": sampler_order,
    "sampler_draw": sampler_draw,
    "numpy_order": numpy_order,
    "rfc3797_draw": rfc3797_draw,
    "numpy_stratified": numpy_stratified,
    "sortition_stratified": sortition_stratified,
    "flow_match": flow_match,
    "flow_only": flow_only,
}

if __name__ == "__main__":
    answer(MAKERS)
