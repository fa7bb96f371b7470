"""Every single fault is found by all three, with the same codes."""

import pytest
from byte_mutants import byte_mutants
from shape_mutants import shape_mutants
from value_mutants import BEACON, RICH, value_mutants
from verifier_three import CODES, copy_of, differences, failing, vector

from bot.domain.draw.backfill import vacate
from bot.domain.draw.bundle import assemble_bundle
from bot.domain.draw.bytes import dumps
from bot.domain.draw.plan import secret_hash
from bot.domain.draw.pools import freeze
from bot.domain.draw.result import fix_result
from tests.bundle_changes import OTHER, cut, put, rooted
from verifier.ssj_verify import judge, notes

OF_ANOTHER_DRAW = (["attempts"],)
DRAWN = CODES[CODES.index("picked") : CODES.index("vacancies")]


def test_there_are_642_single_faults_of_which_no_two_are_alike():
    """53 files that are no canonical JSON, 313 wrong shapes, 276 wrong values: as ElectionGuard's and CT's
    verifiers were caught by bytes after the end, keys twice, floats, sizes off by one and swapped roots.
    """
    counts = [len(list(made())) for made in (byte_mutants, shape_mutants, value_mutants)]
    files = {raw for made in (byte_mutants, shape_mutants, value_mutants) for _, raw, *_ in made()}
    assert (counts, len(files)) == ([53, 313, 276], 642)


def test_bytes_that_are_not_canonical_fail_at_once(page):
    unlike, found = differences(page, [(name, raw, {}) for name, raw in byte_mutants()])
    assert unlike == []
    assert {name: one for name, one in found.items() if one != {"canonical": False}} == {}


def test_a_wrong_shape_fails_at_the_keys_and_nowhere_else(page):
    unlike, found = differences(page, [(name, raw, {}) for name, raw in shape_mutants()])
    assert unlike == []
    assert {name: failing(one) for name, one in found.items() if failing(one) != ["keys"]} == {}


def test_a_wrong_value_fails_with_its_codes(page):
    wanted = {name: codes for name, _, codes in value_mutants()}
    unlike, found = differences(page, [(name, raw, {}) for name, raw, _ in value_mutants()])
    assert unlike == []
    # A plan announced anew, sound but for its attempts, is another draw with another result.
    left_out = {name: DRAWN if codes in OF_ANOTHER_DRAW else () for name, codes in wanted.items()}
    assert {
        name: [code for code in failing(one) if code not in left_out[name]] for name, one in found.items()
    } == wanted


def drawn_again(bundle):
    """Recompute everything that a bundle says, as whoever holds the machine can."""
    pools = freeze(bundle["targets"], bundle["inspectors"], bundle["conflicts"])
    bundle |= {"vacancies": [], "substitutions": []}
    rooted(bundle)
    told = {name: bundle[name] for name in ("plan", "transcript", "secret")}
    fixed = fix_result(bundle["plan"], pools, bundle["transcript"], bundle["secret"])
    return assemble_bundle(**told, pools=pools, fixed=fixed, attempts=bundle["attempts"])


def another_secret(bundle):
    bundle["secret"] = OTHER
    bundle["plan"]["secret"] = secret_hash(bundle["plan"]["draw"], bundle["plan"]["attempt"], OTHER)


def one_more_vacancy(bundle):
    words = {"person": bundle["result"]["primary"][0][1], "seat": 0, "targets": None}
    made = vacate(bundle, **words, reason="left", at="2027-01-01T00:00:00Z")
    bundle["vacancies"].append(made.record)
    bundle["substitutions"].append(made.substitution)


def one_vacancy_less(bundle):
    bundle["vacancies"].pop()
    bundle["substitutions"].pop()


@pytest.mark.parametrize(
    ("start", "path", "value", "codes"),
    [
        ("L2", ("transcript", 0, "val"), lambda n: n % 64 + 1, ["entropy", "result", "vacancy"]),
        ("L2", ("plan", "rules", "floor_bp"), 600, ["commitment", "result", "vacancy"]),
        ("L2", ("plan", "draw"), "SSJ-2026-0099", ["commitment", "result", "vacancy"]),
        ("L2", ("targets", 7, "name"), "别的学校", ["commitment", "result", "vacancy"]),
        ("L2", ("targets",), cut, ["commitment", "result", "vacancy"]),
        ("L2", ("inspectors", 3, "licensed"), False, ["commitment", "result", "vacancy"]),
        ("L2", ("conflicts",), [["T001", "P001"]], ["commitment", "result", "vacancy"]),
        ("attempt 2", ("transcript", 0, "val"), "0" * 20, ["entropy", "result", "vacancy"]),
        ("L3: drand", ("transcript", 0, "val"), "00" * 48, ["entropy", "result", "vacancy"]),
    ],
)
def test_whoever_recomputes_everything_is_caught_by_the_observers_copy(page, start, path, value, codes):
    original = vector(start)
    forged = vector(start)
    put(forged, path, value)
    raw = dumps(drawn_again(forged))
    unlike, found = differences(page, [("alone", raw, {}), ("beside", raw, copy_of(original))])
    assert unlike == []
    assert failing(found["alone"]) == []
    assert failing(found["beside"]) == [f"copy_{code}" for code in codes]


@pytest.mark.parametrize(
    ("start", "change", "codes"),
    [
        (RICH, one_more_vacancy, ["copy_vacancy"]),
        (RICH, one_vacancy_less, ["copy_vacancy"]),
        ("L1", another_secret, ["copy_commitment", "copy_result", "copy_vacancy"]),
    ],
)
def test_a_forged_secret_or_vacancy_is_caught_by_the_observers_copy(page, start, change, codes):
    forged = vector(start)
    change(forged)
    raw = dumps(drawn_again(forged) if change is another_secret else forged)
    unlike, found = differences(page, [("alone", raw, {}), ("beside", raw, copy_of(vector(start)))])
    assert unlike == []
    assert failing(found["alone"]) == []
    assert failing(found["beside"]) == codes


def test_a_round_that_came_at_another_time_is_told_and_not_passed(page):
    """The published vector names round 123 of quicknet, which came three years before its plan."""
    bundle = vector(BEACON)
    unlike, found = differences(page, [("vector", dumps(bundle), {})])
    assert (unlike, found["vector"]["source"]) == ([], None)
    late = "该随机源第 123 轮产生于 2023-08-23 15:15:33 UTC，不是方案所写的时间，结果可能事先可知"
    judged, draw = judge(dumps(bundle), {})
    assert [line for line in notes(judged, draw) if "随机源" in line.split("，")[0]] == [f"注意：{late}"]
