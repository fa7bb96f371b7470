import re

import pytest
from draw_builders import BEACON, VECTORS, throws, vector
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain.draw.bytes import Rejected, dumps
from bot.domain.draw.examined import ObserversCopy
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
    ("path", "value", "reasons"),
    [
        (("transcript", 3, "val"), 8, ["entropy_hash: differs"]),
        (("transcript", 3, "val"), 65, ["transcript: val"]),
        (("transcript", 3, "src"), "msg:1", ["transcript: src"]),
        (("transcript",), cut, ["transcript: count"]),
        (("transcript",), throws("die", [1] * 11), ["transcript: kind"]),
        (("secret",), OTHER, ["secret: secret_presence"]),
        (("result", "picked"), swap, ["picked: differs"]),
        (("result", "picked", 0), "T005", ["picked: differs"]),
        (("result", "shortfall"), [{"stratum": "high", "wanted": 4, "drawn": 3}], ["shortfall: differs"]),
        (("result", "primary", 0), swap, ["primary: differs"]),
        (("result", "alternates", 1), swap, ["alternates: differs"]),
        (("result", "tail", 1), cut, ["tail: differs"]),
        (("result", "teams", 0), swap, ["teams: differs"]),
        (("result", "teams"), swap, ["teams: differs"]),
        (("result", "load"), 5, ["load: differs"]),
        (("result", "blocked"), [], ["blocked: differs"]),
        (("result", "assignment", 0, 1), 2, ["assignment: differs"]),
        (("result_hash",), OTHER, ["result_hash: differs"]),
        (("entropy_hash",), OTHER, ["entropy_hash: differs"]),
        (("commitment",), OTHER, ["commitment: differs"]),
        (("plan", "rules", "floor_bp"), 501, ["commitment: differs"]),
        (("plan", "draw"), "SSJ-2026-0008", ["commitment: differs"]),
        (("plan", "rules", "overdraw"), 0, ["plan: overdraw", "commitment: differs"]),
        (("plan", "rules", "teams", "count"), 2**53 - 1, ["plan: people_short", "commitment: differs"]),
        (("plan", "pools", "targets", "root"), OTHER, ["pool_targets: root", "commitment: differs"]),
        (("plan", "pools", "inspectors", "n"), 31, ["pool_inspectors: count", "commitment: differs"]),
        (("plan", "pools", "conflicts", "root"), OTHER, ["pool_conflicts: root", "commitment: differs"]),
        (("plan", "attempt"), 2, ["commitment: differs", "attempts: numbers"]),
        (("targets", 0, "name"), "示例学校", ["pool_targets: root"]),
        (("targets", 0, "id"), "t", ["ids: id", "pool_targets: order", "pool_conflicts: conflict_unknown"]),
        (("targets", 5, "why"), "cap", ["ids: why", "pool_targets: root"]),
        (("targets",), swap, ["pool_targets: order"]),
        (("targets",), cut, ["pool_targets: count"]),
        (("inspectors", 3, "licensed"), False, ["pool_inspectors: root"]),
        (("inspectors",), swap, ["pool_inspectors: order"]),
        (("conflicts",), swap, ["pool_conflicts: conflict_order"]),
        (("conflicts",), cut, ["pool_conflicts: count"]),
        (("attempts",), vector("attempt 2")["attempts"], ["attempts: numbers"]),
        (("vacancies", 0, "person"), "P022", ["vacancies: seat", "blocked_vacancies: order"]),
        (("vacancies", 0, "targets"), ["T002"], ["vacancies: prev", "blocked_vacancies: order"]),
        (("vacancies", 0, "reason"), "recusal", ["vacancies: prev", "blocked_vacancies: order"]),
        (("vacancies", 2, "reason"), "blocked", ["blocked_vacancies: extra"]),
        (("vacancies", 2, "reason"), "holiday", ["vacancies: reason"]),
        (("vacancies", 1, "prev"), OTHER, ["vacancies: prev"]),
        (("vacancies", 1, "at"), "2026-11-24T09:59:59+08:00", ["vacancies: at"]),
        (("vacancies", 1, "licensed"), True, ["vacancies: licensed"]),
        (("vacancies", 1, "seat"), 0, ["vacancies: seat"]),
        (("vacancies", 1, "seat"), 2, ["vacancies: seat"]),
        (("vacancies", 2, "n"), 4, ["vacancies: n"]),
        (("vacancies", 2, "person"), "P027", ["vacancies: person"]),
        (("vacancies",), cut, ["substitutions: differs"]),
        (("vacancies",), rest, ["vacancies: n", "blocked_vacancies: order"]),
        (("vacancies",), swap, ["vacancies: n", "blocked_vacancies: order"]),
        (("substitutions", 1, 0, 0), "P010", ["substitutions: differs"]),
        (("substitutions", 2, 0, 1), cut, ["substitutions: differs"]),
        (("substitutions",), cut, ["substitutions: differs"]),
        (("plan", "v"), "1", ["keys: plan.v"]),
        (("plan", "note"), "", ["keys: plan.note"]),
        (("transcript", 0, "val"), True, ["keys: transcript.0.val.str"]),
        (("vacancies", 0, "n"), None, ["keys: vacancies.0.n"]),
        (("substitutions", 0), None, ["keys: substitutions.0"]),
        (("extra",), 1, ["keys: extra"]),
        (("result", "assignment", 0), ["T004"], ["keys: result.assignment.0.1"]),
    ],
)
def test_a_change_fails_with_its_code_and_its_reason(path, value, reasons):
    bundle = vector(RICH)
    put(bundle, path, value)
    checks = verify(dumps(bundle))
    assert [f"{check.code}: {check.detail}" for check in checks if check.verdict == "fail"] == reasons
    assert exit_status(checks) == 1


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


def test_the_public_source_is_open_where_nobody_looks_it_up():
    for bundle in (BEACON, vector("L3: lottery")):
        sources = [check for check in verify(dumps(bundle)) if check.code == "source"]
        assert sources == [Check("source", "undecided", "not_looked_up")]


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
