"""Bot, Python file and page say the same of the published vectors and of random draws."""

import os

import pytest
from verifier_draws import random_draw, ring_draw
from verifier_three import CODES, VECTORS, copy_of, differences

from bot.domain.draw.bytes import dumps

# So many in CI; SSJ_VERIFIER_DRAWS=1000 for the long form.
DRAWS = int(os.environ.get("SSJ_VERIFIER_DRAWS", "40"))
LARGEST = (2000, 40, 8, 200, 40, 8, 200, 40, 8, 200)  # of the targets, draw by draw


def drawn(seed):
    return random_draw(seed, LARGEST[seed % len(LARGEST)])


def test_vectors_pass_every_check_beside_the_observers_copy(page):
    cases = [(case["case"], dumps(case["bundle"]), copy_of(case["bundle"])) for case in VECTORS]
    unlike, found = differences(page, cases)
    assert unlike == []
    for case in VECTORS:
        is_public = case["bundle"]["plan"]["entropy"]["kind"] in ("balls", "drand")
        passing = {code: None if code == "source" else True for code in CODES}
        assert found[case["case"]] == {
            code: verdict for code, verdict in passing.items() if code != "source" or is_public
        }


def test_vectors_without_the_copy_are_undecided(page):
    unlike, found = differences(page, [(case["case"], dumps(case["bundle"]), {}) for case in VECTORS])
    assert unlike == []
    open_codes = [{code for code, verdict in one.items() if verdict is not True} for one in found.values()]
    copies = {"copy_commitment", "copy_entropy", "copy_result", "copy_vacancy"}
    assert [codes - {"source"} for codes in open_codes] == [copies] * len(VECTORS)


@pytest.mark.parametrize("start", range(0, DRAWS, 100))
def test_random_draws_pass_all_three(page, start):
    cases = []
    for seed in range(start, min(start + 100, DRAWS)):
        bundle = drawn(seed)
        cases.append((seed, dumps(bundle), copy_of(bundle)))
    unlike, found = differences(page, cases)
    assert unlike == []
    assert [(seed, one) for seed, one in found.items() if False in one.values()] == []


def test_a_ring_of_conflicts_is_matched_alike(page):
    bundles = {size: ring_draw(size) for size in (2, 3, 8, 60)}
    assert {bundle["result"]["load"] for bundle in bundles.values()} == {1}
    unlike, found = differences(page, [(size, dumps(one), copy_of(one)) for size, one in bundles.items()])
    assert unlike == []
    assert [size for size, one in found.items() if set(one.values()) != {True}] == []


def test_random_draws_reach_every_kind():
    assert set().union(*(traits(drawn(seed)) for seed in range(DRAWS))) == TRAITS


TRAITS = {
    *("blocked", "conflicts", "exhausted", "floor", "joint", "no_teams", "raised_load", "redraw"),
    *("ineligible", "secret", "several_vacancies", "shortfall", "strata", "one_by_one", "large"),
}


def traits(bundle):
    """Return what a bundle has of what the generator must reach."""
    rules, result = bundle["plan"]["rules"], bundle["result"]
    teams = len(result["teams"])
    has = {
        "blocked": result["blocked"],
        "conflicts": bundle["conflicts"],
        "exhausted": any(person is None for taken in bundle["substitutions"] for person, _ in taken),
        "floor": rules["floor_bp"],
        "joint": len(rules["teams"]["seats"]) > 1,
        "no_teams": not teams,
        "raised_load": teams and result["load"] > -(-len(result["picked"]) // teams),
        "redraw": bundle["attempts"],
        "ineligible": any(not target["eligible"] for target in bundle["targets"]),
        "secret": bundle["secret"],
        "several_vacancies": len(bundle["vacancies"]) > 1,
        "shortfall": result["shortfall"],
        "strata": rules["strata"],
        "one_by_one": any(len(taken) > 1 for taken in bundle["substitutions"]),
        "large": len(bundle["targets"]) > 500,
    }
    return {name for name, held in has.items() if held}
