import re

import pytest
from draw_builders import BEACON, VECTORS, throws, vector
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain.draw.bytes import Rejected, dumps
from bot.domain.draw.checks import ObserversCopy
from bot.domain.draw.plan import commitment
from bot.domain.draw.recompute import recompute
from bot.domain.draw.roster import vacancy_hash
from bot.domain.draw.verification import Check, exit_status, throw_gaps, verify
from tests.bundle_changes import OTHER, cut, put, rest, swap

RICH = "strata"
MESSAGE_IDS = re.compile(rb'(?<="msg:)[0-9]+')


def failing(bundle, copy=None):
    checks = verify(dumps(bundle), copy)
    assert exit_status(checks) == (1 if any(check.verdict == "fail" for check in checks) else 2)
    return [check.code for check in checks if check.verdict == "fail"]


@pytest.mark.parametrize(
    ("path", "value", "codes"),
    [
        (("transcript", 3, "val"), 8, ["entropy_hash"]),
        (("transcript", 3, "val"), 65, ["transcript"]),
        (("transcript", 3, "src"), "msg:1", ["transcript"]),
        (("transcript",), cut, ["transcript"]),
        (("transcript",), throws("die", [1] * 11), ["transcript"]),
        (("secret",), OTHER, ["secret"]),
        (("result", "picked"), swap, ["picked"]),
        (("result", "picked", 0), "T005", ["picked"]),
        (("result", "shortfall"), [{"stratum": "high", "wanted": 4, "drawn": 3}], ["shortfall"]),
        (("result", "primary", 0), swap, ["primary"]),
        (("result", "alternates", 1), swap, ["alternates"]),
        (("result", "tail", 1), cut, ["tail"]),
        (("result", "teams", 0), swap, ["teams"]),
        (("result", "teams"), swap, ["teams"]),
        (("result", "load"), 5, ["load"]),
        (("result", "blocked"), [], ["blocked"]),
        (("result", "assignment", 0, 1), 2, ["assignment"]),
        (("result_hash",), OTHER, ["result_hash"]),
        (("entropy_hash",), OTHER, ["entropy_hash"]),
        (("commitment",), OTHER, ["commitment"]),
        (("plan", "rules", "floor_bp"), 501, ["commitment"]),
        (("plan", "draw"), "SSJ-2026-0008", ["commitment"]),
        (("plan", "rules", "overdraw"), 0, ["plan", "commitment"]),
        (("plan", "rules", "teams", "count"), 2**53 - 1, ["plan", "commitment"]),
        (("plan", "pools", "targets", "root"), OTHER, ["pool_targets", "commitment"]),
        (("plan", "pools", "inspectors", "n"), 31, ["pool_inspectors", "commitment"]),
        (("plan", "pools", "conflicts", "root"), OTHER, ["pool_conflicts", "commitment"]),
        (("plan", "attempt"), 2, ["commitment", "attempts"]),
        (("targets", 0, "name"), "示例学校", ["pool_targets"]),
        (("targets", 0, "id"), "t", ["ids", "pool_targets", "pool_conflicts"]),
        (("targets", 5, "why"), "cap", ["ids", "pool_targets"]),
        (("targets",), swap, ["pool_targets"]),
        (("targets",), cut, ["pool_targets"]),
        (("inspectors", 3, "licensed"), False, ["pool_inspectors"]),
        (("inspectors",), swap, ["pool_inspectors"]),
        (("conflicts",), swap, ["pool_conflicts"]),
        (("conflicts",), cut, ["pool_conflicts"]),
        (("attempts",), vector("attempt 2")["attempts"], ["attempts"]),
        (("vacancies", 0, "person"), "P022", ["vacancies", "blocked_vacancies"]),
        (("vacancies", 0, "targets"), ["T002"], ["vacancies", "blocked_vacancies"]),
        (("vacancies", 0, "reason"), "recusal", ["vacancies", "blocked_vacancies"]),
        (("vacancies", 2, "reason"), "blocked", ["blocked_vacancies"]),
        (("vacancies", 2, "reason"), "holiday", ["vacancies"]),
        (("vacancies", 1, "prev"), OTHER, ["vacancies"]),
        (("vacancies", 1, "at"), "2026-11-24T09:59:59+08:00", ["vacancies"]),
        (("vacancies", 1, "licensed"), True, ["vacancies"]),
        (("vacancies", 1, "seat"), 0, ["vacancies"]),
        (("vacancies", 1, "seat"), 2, ["vacancies"]),
        (("vacancies", 2, "n"), 4, ["vacancies"]),
        (("vacancies", 2, "person"), "P027", ["vacancies"]),
        (("vacancies",), cut, ["substitutions"]),
        (("vacancies",), rest, ["vacancies", "blocked_vacancies"]),
        (("vacancies",), swap, ["vacancies", "blocked_vacancies"]),
        (("substitutions", 1, 0, 0), "P010", ["substitutions"]),
        (("substitutions", 2, 0, 1), cut, ["substitutions"]),
        (("substitutions",), cut, ["substitutions"]),
        (("plan", "v"), "1", ["keys"]),
        (("plan", "note"), "", ["keys"]),
        (("transcript", 0, "val"), True, ["keys"]),
        (("vacancies", 0, "n"), None, ["keys"]),
        (("substitutions", 0), None, ["keys"]),
        (("extra",), 1, ["keys"]),
        (("result", "assignment", 0), ["T004"], ["keys"]),
    ],
)
def test_a_change_fails_with_its_code(path, value, codes):
    bundle = vector(RICH)
    put(bundle, path, value)
    assert failing(bundle) == codes


@pytest.mark.parametrize("part", sorted(vector(RICH)))
def test_a_missing_part_fails_and_the_rest_goes_on(part):
    bundle = vector(RICH)
    del bundle[part]
    checks = verify(dumps(bundle))
    assert [check for check in checks if check.verdict == "fail"] == [Check("keys", "fail", part)]
    assert exit_status(checks) == 1


def test_a_malformed_part_leaves_out_only_what_reads_it():
    bundle = vector(RICH)
    put(bundle, ("vacancies", 1, "targets"), 5)
    codes = {check.code: check for check in verify(dumps(bundle))}
    whole = {check.code for check in verify(dumps(vector(RICH)))}
    assert codes["keys"] == Check("keys", "fail", "vacancies.1.targets")
    assert whole - codes.keys() == {"vacancies", "blocked_vacancies", "substitutions", "copy_vacancy"}


def test_what_is_no_longer_well_defined_is_left_out():
    bundle = vector(RICH)
    put(bundle, ("transcript", 0, "val"), 6)
    assert [check.code for check in verify(dumps(bundle))] == [
        *("canonical", "keys", "ids", "pool_targets", "pool_inspectors", "pool_conflicts"),
        *("plan", "commitment", "secret", "transcript", "entropy_hash", "attempts"),
        *("copy_commitment", "copy_entropy", "copy_result", "copy_vacancy"),
    ]


def test_a_changed_plan_that_is_committed_again_is_another_draw():
    bundle = vector(RICH)
    put(bundle, ("plan", "rules", "floor_bp"), 10000)
    bundle["commitment"] = commitment(bundle["plan"])
    found = failing(bundle, ObserversCopy(commitment=vector(RICH)["commitment"]))
    parts = ("picked", "shortfall", "primary", "alternates", "tail", "teams", "load", "blocked", "assignment")
    assert found == [*parts, "result_hash", "copy_commitment"]


@pytest.mark.parametrize(
    ("secret", "codes"), [(None, ["secret"]), (OTHER, ["secret"]), ("00", ["secret"]), (7, ["keys"])]
)
def test_a_changed_secret_fails(secret, codes):
    assert failing(vector("L1") | {"secret": secret}) == codes


def test_a_redraw_fails_where_its_chain_is_broken():
    bundle = vector("attempt 2")
    assert failing({**bundle, "attempts": []}) == ["attempts"]
    put(bundle, ("attempts", 0, "reason"), "wrong_rule")
    assert failing(bundle) == ["attempts"]


@pytest.mark.parametrize("field", ObserversCopy._fields)
def test_the_observers_copy_catches_another_draw(field):
    bundle = vector(RICH)
    right = ObserversCopy(
        bundle["commitment"],
        bundle["entropy_hash"],
        bundle["result_hash"],
        vacancy_hash(bundle["vacancies"][-1]),
    )
    assert exit_status(verify(dumps(bundle), right)) == 0
    assert failing(bundle, right._replace(**{field: OTHER})) == [f"copy_{field}"]
    partial = verify(dumps(bundle), right._replace(**{field: None}))
    assert [check.code for check in partial if check.verdict == "undecided"] == [f"copy_{field}"]
    assert exit_status(partial) == 2


def test_gaps_between_the_messages_of_throws_are_told():
    for kind in ("die", "slot"):
        throws = [{"kind": kind, "src": f"msg:{n}"} for n in (99, 100, 105, 106, 108)]
        assert throw_gaps(throws) == "100→105、106→108"
    assert throw_gaps(throws[:2]) == throw_gaps([{"kind": "d10", "src": "room"}]) == throw_gaps([]) == ""


@pytest.mark.parametrize(("verdict", "why"), [("pass", ""), ("undecided", "not_looked_up")])
def test_the_public_source_is_what_its_judge_says(verdict, why):
    checks = verify(dumps(BEACON), None, lambda *_asked: verdict)
    assert [check for check in checks if check.code == "source"] == [Check("source", verdict, why)]


@pytest.mark.parametrize("pool", ["targets", "inspectors", "conflicts"])
def test_pool_of_another_size_than_the_plan_says_is_named(pool):
    bundle = vector(RICH)
    bundle["plan"]["pools"][pool]["n"] += 1
    assert Check(f"pool_{pool}", "fail", "count") in verify(dumps(bundle))


def test_the_public_source_is_judged_by_whoever_can_look_it_up():
    bundle = BEACON
    seen = []

    def refuse(*asked):
        seen.append(asked)
        return "fail"

    checks = verify(dumps(bundle), None, refuse)
    assert [check for check in checks if check.code == "source"] == [Check("source", "fail", "signature")]
    entropy = bundle["plan"]["entropy"]
    assert seen == [(entropy["chain"], entropy["round"], bundle["transcript"][0]["val"])]


@pytest.mark.parametrize(
    ("raw", "code"), [(b"", "syntax"), (b"{} ", "bytes"), (b"\x00", "syntax"), (b"1.5", "float")]
)
def test_what_is_no_canonical_json_is_judged_no_further(raw, code):
    assert verify(raw) == (Check("canonical", "fail", code),)


@pytest.mark.parametrize("raw", [b"{}", b"[]", b"null", b'"plan"', b"0"])
def test_what_is_no_bundle_fails_at_the_keys(raw):
    checks = verify(raw)
    assert [tuple(check) for check in checks] == [("canonical", "pass", ""), ("keys", "fail", "attempts")]


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(VECTORS), st.data())
def test_no_flipped_bit_passes_beside_the_observers_copy(case, data):
    bundle = case["bundle"]
    last = vacancy_hash(bundle["vacancies"][-1]) if bundle["vacancies"] else bundle["result_hash"]
    copy = ObserversCopy(bundle["commitment"], bundle["entropy_hash"], bundle["result_hash"], last)
    raw = dumps(bundle)
    place = data.draw(st.integers(0, len(raw) - 1))
    # `src` is not hashed: other message ids that still ascend are for the observers to look at.
    assume(not any(found.start() <= place < found.end() for found in MESSAGE_IDS.finditer(raw)))
    changed = raw[:place] + bytes([raw[place] ^ 1 << data.draw(st.integers(0, 7))]) + raw[place + 1 :]
    assert exit_status(verify(changed, copy)) == 1


def test_recompute_reads_the_inputs_alone():
    bundle = vector(RICH)
    inputs = ("plan", "targets", "inspectors", "conflicts", "transcript", "secret")
    assert recompute({name: bundle[name] for name in inputs}) == bundle["result"]
    for name in inputs:
        with pytest.raises(Rejected, match=r"^keys$"):
            recompute({key: value for key, value in bundle.items() if key != name})
    put(bundle, ("transcript", 0, "val"), 65)
    with pytest.raises(Rejected, match=r"^transcript_val$"):
        recompute(bundle)
