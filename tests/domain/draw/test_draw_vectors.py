import pytest
from draw_builders import VECTORS

from bot.domain.draw.attempts import ending_hash
from bot.domain.draw.backfill import vacate, vacate_blocked
from bot.domain.draw.bundle import assemble_bundle, bundle_bytes
from bot.domain.draw.bytes import dumps
from bot.domain.draw.entropy import seed_of
from bot.domain.draw.examined import ObserversCopy
from bot.domain.draw.plan import commitment, make_plan
from bot.domain.draw.plan_rules import plan_problems
from bot.domain.draw.pools import freeze
from bot.domain.draw.recompute import recompute
from bot.domain.draw.result import fix_result
from bot.domain.draw.roster import vacancy_hash
from bot.domain.draw.verification import exit_status, verify

CASES = [pytest.param(case["bundle"], case["intermediate"], id=case["case"]) for case in VECTORS]
# The vector's round came on 2023-08-23, not when its plan says: its value may have been known before.
OPEN_SOURCES = {"balls": "not_looked_up", "drand": "round_time"}
BUNDLES = [pytest.param(case["bundle"], id=case["case"]) for case in VECTORS]


def pools_in(bundle):
    return freeze(bundle["targets"], bundle["inspectors"], bundle["conflicts"])


@pytest.mark.parametrize(("bundle", "intermediate"), CASES)
def test_vector_has_every_intermediate_value(bundle, intermediate):
    seed = seed_of(bundle["commitment"], bundle["secret"], bytes.fromhex(bundle["entropy_hash"]))
    orders = {
        f"{name}_order": [
            bundle[f"{name}s"][i]["id"] for i in seed.order(f"order/{name}", len(bundle[f"{name}s"]))
        ]
        for name in ("target", "inspector")
    }
    assert {
        "canonical_plan_length": len(dumps(bundle["plan"])),
        "prk": seed.prk.hex(),
        "key_order_target": seed.key("order/target").hex(),
        "first_five_target_tickets": [f"{ticket:016x}" for ticket in seed.tickets("order/target", 0, 5)],
        **orders,
    } == intermediate


@pytest.mark.parametrize("bundle", BUNDLES)
def test_vector_is_drawn_again_to_the_byte(bundle):
    fixed = fix_result(bundle["plan"], pools_in(bundle), bundle["transcript"], bundle["secret"])
    again = assemble_bundle(
        plan=bundle["plan"],
        pools=pools_in(bundle),
        transcript=bundle["transcript"],
        secret=bundle["secret"],
        fixed=fixed,
        attempts=bundle["attempts"],
        vacancies=bundle["vacancies"],
        substitutions=bundle["substitutions"],
    )
    assert recompute(bundle) == bundle["result"]
    assert bundle_bytes(again) == dumps(bundle)


@pytest.mark.parametrize("bundle", BUNDLES)
def test_vector_plan_is_made_again(bundle):
    plan, rules = bundle["plan"], bundle["plan"]["rules"]
    same = ("draw", "attempt", "prev", "profile", "authority", "entropy", "announced_at", "reveal_at")
    made = make_plan(
        **{name: plan[name] for name in same},
        pools=pools_in(bundle),
        strata=rules["strata"],
        floor_bp=rules["floor_bp"],
        overdraw=rules["overdraw"],
        team_count=rules["teams"]["count"],
        seats=rules["teams"]["seats"],
        secret_commitment=plan["secret"],
    )
    assert (made, commitment(made)) == (plan, bundle["commitment"])
    assert plan_problems(made, pools_in(bundle)) == []


@pytest.mark.parametrize("bundle", BUNDLES)
def test_vector_vacancies_are_made_again(bundle):
    so_far = {**bundle, "vacancies": [], "substitutions": []}
    for record in bundle["vacancies"]:
        words = {name: record[name] for name in ("person", "seat", "targets", "reason", "at")}
        made = vacate(so_far, **words)
        so_far["vacancies"].append(made.record)
        so_far["substitutions"].append(made.substitution)
        assert made.hash == vacancy_hash(record)
    assert so_far == bundle
    blocked = [record for record in bundle["vacancies"] if record["reason"] == "blocked"]
    assert [made.record for made in vacate_blocked(bundle, at="2026-11-24T10:00:00+08:00")] == blocked


@pytest.mark.parametrize("bundle", BUNDLES)
def test_vector_passes_with_the_observers_copy(bundle):
    last = vacancy_hash(bundle["vacancies"][-1]) if bundle["vacancies"] else bundle["result_hash"]
    copy = ObserversCopy(bundle["commitment"], bundle["entropy_hash"], bundle["result_hash"], last)
    checks = verify(dumps(bundle), copy, lambda *_asked: "pass")
    codes = [
        *("canonical", "keys", "ids", "pool_targets", "pool_inspectors", "pool_conflicts"),
        *("plan", "commitment", "secret", "transcript", "source", "entropy_hash", "attempts"),
        *("picked", "shortfall", "primary", "alternates", "tail", "teams"),
        *("load", "blocked", "assignment", "result_hash"),
        *("vacancies", "blocked_vacancies", "substitutions"),
        *("copy_commitment", "copy_entropy", "copy_result", "copy_vacancy"),
    ]
    open_source = OPEN_SOURCES.get(bundle["plan"]["entropy"]["kind"])
    if open_source is None:
        codes.remove("source")
    told = {code: (code, "pass", "") for code in codes}
    if open_source is not None:
        told["source"] = ("source", "undecided", open_source)
    assert [tuple(check) for check in checks] == list(told.values())
    assert exit_status(checks) == (2 if open_source else 0)


@pytest.mark.parametrize("bundle", BUNDLES)
def test_vector_without_copy_is_undecided_and_never_fails(bundle):
    checks = verify(dumps(bundle))
    undecided = [(check.code, check.detail) for check in checks if check.verdict != "pass"]
    open_source = OPEN_SOURCES.get(bundle["plan"]["entropy"]["kind"])
    source = [("source", open_source)] if open_source else []
    copies = ("copy_commitment", "copy_entropy", "copy_result", "copy_vacancy")
    assert undecided == source + [(code, "no_copy") for code in copies]
    assert exit_status(checks) == 2


def test_vector_redraw_follows_the_record_that_ended_the_attempt_before():
    (bundle,) = [case["bundle"] for case in VECTORS if case["bundle"]["attempts"]]
    assert ending_hash(bundle["attempts"][0]) == bundle["plan"]["prev"]
