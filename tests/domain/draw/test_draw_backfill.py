import pytest
from draw_builders import ANNOUNCED, LATER, draws, inspector, plan_of, target, vector
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.draw.backfill import blocked_handovers, serving, vacate, vacate_blocked
from bot.domain.draw.bundle import bundle_bytes
from bot.domain.draw.bytes import Rejected
from bot.domain.draw.pools import freeze
from bot.domain.draw.roster import replay
from bot.domain.draw.verification import verify


def by_five_lines(waiting, targets, may):
    """Backfill for one vacancy: `waiting` are those who may be called, in order; `may(person, target)`."""
    for person in waiting:
        if targets and all(may(person, one) for one in targets):
            return [[person, targets]]
    calls = {}
    for one in targets:
        able = [p for p in [*calls, *waiting] if p and may(p, one)]
        calls.setdefault(able[0] if able else None, []).append(one)
    return [[p, calls[p]] for p in sorted(calls, key=lambda p: p is None)]


def with_vacancy(draw, made):
    return {
        **draw,
        "vacancies": [*draw["vacancies"], made.record],
        "substitutions": [*draw["substitutions"], made.substitution],
    }


def small(conflicts=(), licensed=(1, 2, 3, 4, 5, 6), **rules):
    """A draw without randomness: P01, P02 are the team for T01 to T04; P03 and P04 are alternates."""
    pools = freeze(
        [target(i) for i in range(1, 5)],
        [inspector(i, licensed=i in licensed) for i in range(1, 7)],
        conflicts,
    )
    seats = [{"department": "*", "size": 2, "licensed_min": 1}]
    plan = plan_of(pools, **({"team_count": 1, "seats": seats} | rules))
    picked = ["T01", "T02", "T03", "T04"]
    result = {
        "picked": picked,
        "shortfall": [],
        "teams": [["P01", "P02"]],
        "primary": [["P01", "P02"]],
        "alternates": [["P03", "P04"]],
        "tail": [["P05", "P06"]],
        "load": 4,
        "assignment": [[name, 1] for name in picked],
        "blocked": [],
    }
    empty = {"result_hash": "0" * 64, "vacancies": [], "substitutions": []}
    return {"plan": plan, **pools.plain(), "result": result, **empty}


def leave(draw, person="P01", targets=None, *, reason="substitution", at=LATER, seat=0):
    return vacate(draw, person=person, seat=seat, targets=targets, reason=reason, at=at)


def test_first_alternate_takes_all_and_is_called():
    draw = small()
    made = leave(draw)
    assert made.substitution == [["P03", ["T01", "T02", "T03", "T04"]]]
    assert made.record == {
        "n": 1,
        "prev": "0" * 64,
        "person": "P01",
        "seat": 0,
        "targets": None,
        "licensed": False,
        "reason": "substitution",
        "at": LATER,
    }
    after = with_vacancy(draw, made)
    assert serving(after) == {"P02": draw["result"]["picked"], "P03": draw["result"]["picked"]}
    second = leave(after, "P02")
    assert (second.record["n"], second.record["prev"]) == (2, made.hash)
    assert second.substitution == [["P04", draw["result"]["picked"]]]


def test_who_is_in_conflict_is_passed_over_and_keeps_the_place():
    draw = small(conflicts=[("T02", "P03")])
    made = leave(draw, targets=["T03", "T02"])
    assert (made.record["targets"], made.substitution) == (["T02", "T03"], [["P04", ["T02", "T03"]]])
    after = with_vacancy(draw, made)
    assert serving(after)["P01"] == ["T01", "T04"]
    assert leave(after, "P02", ["T01"]).substitution == [["P03", ["T01"]]]


def test_only_a_licensed_person_follows_where_the_target_needs_one():
    draw = small(licensed=(1, 4))
    made = leave(draw)
    assert (made.record["licensed"], made.substitution) == (True, [["P04", draw["result"]["picked"]]])
    other = leave(draw, "P02")
    assert (other.record["licensed"], other.substitution) == (False, [["P03", draw["result"]["picked"]]])


def test_targets_are_split_where_nobody_can_take_them_all():
    nobody = [("T04", f"P0{i}") for i in range(3, 7)]
    draw = small(conflicts=[("T01", "P03"), ("T02", "P04"), ("T01", "P05"), ("T01", "P06"), *nobody])
    made = leave(draw)
    assert made.substitution == [["P04", ["T01", "T03"]], ["P03", ["T02"]], [None, ["T04"]]]
    assert serving(with_vacancy(draw, made)) == {
        "P02": ["T01", "T02", "T03", "T04"],
        "P04": ["T01", "T03"],
        "P03": ["T02"],
    }


def test_split_targets_are_listed_in_the_order_called_and_the_open_ones_last():
    rest = [("T01", "P05"), ("T01", "P06")]
    draw = small(conflicts=[("T01", "P03"), ("T02", "P04"), *rest])
    assert leave(draw, targets=["T01", "T02"]).substitution == [["P04", ["T01"]], ["P03", ["T02"]]]
    nobody = small(conflicts=[("T01", f"P0{i}") for i in range(3, 7)])
    made = leave(nobody, targets=["T01", "T02"])
    assert made.substitution == [["P03", ["T02"]], [None, ["T01"]]]


def test_result_whose_tail_has_another_number_of_seat_groups_is_not_replayed():
    draw = small()
    draw["result"]["tail"] = []
    with pytest.raises(ValueError, match="shorter"):
        replay(draw)


def test_who_handed_over_everything_by_name_still_serves_and_may_then_leave():
    draw = small()
    after = with_vacancy(draw, leave(draw, targets=["T01", "T02", "T03", "T04"]))
    assert serving(after)["P01"] == []
    gone = leave(after)
    assert gone.substitution == []
    assert "P01" not in serving(with_vacancy(after, gone))


def test_targets_handed_over_are_listed_in_the_order_of_picked():
    draw = small()
    draw["result"]["picked"] = ["T03", "T01", "T04", "T02"]
    draw["result"]["assignment"] = [[name, 1] for name in draw["result"]["picked"]]
    assert leave(draw, targets=["T01", "T02", "T03"]).record["targets"] == ["T03", "T01", "T02"]


def test_who_follows_needs_a_licence_only_for_the_targets_that_are_handed_over():
    draw = small(licensed=(1, 2))
    after = with_vacancy(draw, leave(draw, "P02", ["T02"]))
    assert after["substitutions"] == [[["P03", ["T02"]]]]
    made = leave(after, "P01", ["T01"])  # P02 is still there, and licensed
    assert (made.record["licensed"], made.substitution) == (False, [["P04", ["T01"]]])
    last = leave(after, "P01", ["T01", "T02"])  # at T02 nobody else is licensed
    assert (last.record["licensed"], last.substitution) == (True, [[None, ["T01", "T02"]]])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"person": "P03"}, "person"),
        ({"person": "P99"}, "person"),
        ({"seat": 1}, "person"),
        ({"targets": []}, "targets"),
        ({"targets": ["T09"]}, "targets"),
        ({"targets": ["T09", "T01"]}, "targets"),
        ({"targets": ["T01", "T01"]}, "targets"),
        ({"reason": "holiday"}, "reason"),
        ({"reason": "blocked"}, "blocked"),
        ({"at": "today"}, "at"),
    ],
)
def test_vacate_refuses(words, code):
    with pytest.raises(Rejected, match=f"^{code}$"):
        leave(small(), **words)


def test_vacate_refuses_to_go_back_in_time_and_to_let_the_same_person_leave_twice():
    draw = small()
    after = with_vacancy(draw, leave(draw))
    with pytest.raises(Rejected, match=r"^at$"):
        leave(after, "P02", at=ANNOUNCED)
    with pytest.raises(Rejected, match=r"^person$"):
        leave(after)


def test_replay_refuses_a_record_that_does_not_follow():
    draw = small()
    record = leave(draw).record
    for change in (
        {"n": 2},
        {"prev": "1" * 64},
        {"licensed": True},
        {"seat": 1},
        {"targets": []},
        {"person": "P99"},
    ):
        with pytest.raises(Rejected, match=f"^{next(iter(change))}$"):
            replay({**draw, "vacancies": [record | change]})


def test_blocked_targets_come_first_and_in_order():
    bundle = vector("strata") | {"vacancies": []}
    assert blocked_handovers(bundle) == [("P017", 0, "T001")]
    with pytest.raises(Rejected, match=r"^blocked$"):
        leave(bundle, "P020", ["T018"], seat=1)
    with pytest.raises(Rejected, match=r"^blocked$"):
        leave(bundle, "P017", ["T001"])
    (made,) = vacate_blocked(bundle, at=LATER)
    assert (made.record["targets"], made.record["reason"]) == (["T001"], "blocked")
    assert made.substitution == [["P007", ["T001"]]]


def test_blocked_target_is_handed_over_by_each_member_in_conflict_in_turn():
    draw = small(conflicts=[("T01", "P01"), ("T01", "P02")])
    draw["result"]["blocked"] = ["T01"]
    assert blocked_handovers(draw) == [("P01", 0, "T01"), ("P02", 0, "T01")]
    with pytest.raises(Rejected, match=r"^blocked$"):
        leave(draw, "P02", ["T01"], reason="blocked")
    made = vacate_blocked(draw, at=LATER)
    assert [(each.record["n"], each.record["person"], each.substitution) for each in made] == [
        (1, "P01", [["P03", ["T01"]]]),
        (2, "P02", [["P04", ["T01"]]]),
    ]


def wait_list(draw, roster, record):
    seat = record["seat"]
    licensed = {who["id"] for who in draw["inspectors"] if who["licensed"]}
    queue = draw["result"]["alternates"][seat] + draw["result"]["tail"][seat]
    return [p for p in queue if p not in roster.called and (p in licensed or not record["licensed"])]


def hold_licensed(draw, record, before, targets):
    """Count, target by target, the licensed people of the seat group that stay."""
    people = {who["id"]: who for who in draw["inspectors"]}
    seat = draw["plan"]["rules"]["teams"]["seats"][record["seat"]]
    stay = [
        duties
        for name, duties in before.items()
        if name != record["person"]
        and people[name]["licensed"]
        and seat["department"] in ("*", people[name]["department"])
    ]
    return any(sum(one in duties for duties in stay) < seat["licensed_min"] for one in targets)


@settings(deadline=None)
@given(draws(), st.data())
def test_backfill_equals_five_lines_and_is_verified(drawn, data):
    draw = drawn.bundle
    conflicts = {tuple(pair) for pair in draw["conflicts"]}
    for made in vacate_blocked(draw, at=ANNOUNCED):
        draw = with_vacancy(draw, made)
    for _ in range(data.draw(st.integers(0, 5))):
        roster, before = replay(draw), serving(draw)
        if not before:
            break
        person = data.draw(st.sampled_from(sorted(before)))
        some = (
            st.lists(st.sampled_from(before[person]), min_size=1, unique=True)
            if before[person]
            else st.none()
        )
        targets = data.draw(st.none() | some)
        made = leave(draw, person, targets, reason="recusal", seat=roster.seat_of[person])
        handed = before[person] if targets is None else made.record["targets"]
        waiting = wait_list(draw, roster, made.record)
        model = by_five_lines(waiting, handed, lambda p, t: (t, p) not in conflicts)
        assert made.substitution == model
        assert made.record["licensed"] == hold_licensed(draw, made.record, before, handed)
        draw = with_vacancy(draw, made)
    assert [check for check in verify(bundle_bytes(draw)) if check.verdict == "fail"] == []


def test_nobody_serves_in_a_draw_of_targets_only():
    bundle = vector("targets only")
    assert (serving(bundle), vacate_blocked(bundle, at=LATER)) == ({}, [])
