"""The replay of a journal finds each change of inspectors that did not go by the rule."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.journal.duty_replay import FAULTS, Replay, duty_faults
from bot.domain.journal.entries import Entry, chain

AT = datetime(2026, 11, 25, 1, tzinfo=UTC)
HEAD = 900
GIVEN = (
    "duties_given",
    HEAD,
    {"round": "R", "duties": [[1, 1, "P1", 1], [2, 2, "P2", 1]], "targets": [["T1", 1], ["T2", 1]]},
)
ASKED = ("recusal_asked", 1, {"request": 1, "duty": 1, "targets": None})
VACANCY = (
    "vacancy",
    HEAD,
    {"round": "R", "n": 1, "number": "P1", "reason": "recusal", "takes": [["P3", ["T1", "T2"]]]},
)
CALLED = ("duty_backfilled", HEAD, {"round": "R", "duty": 3, "vacancy": 1, "person": 3, "number": "P3"})
LEFT = ("duty_left", HEAD, {"duty": 1})
APPROVED = ("recusal_approved", HEAD, {"request": 1, "vacancy": 1})
FILED = ("request_filed", 5, {"request": 1})
WITHDRAWN = ("request_withdrawn", 1, {"request": 1})
ASKED_BY_NEXT = ("recusal_asked", 3, {"request": 2, "duty": 3, "targets": None})
NEXT = (
    "vacancy",
    HEAD,
    {"round": "R", "n": 2, "number": "P3", "reason": "recusal", "takes": [["P4", ["T1", "T2"]]]},
)
APPROVED_NEXT = ("recusal_approved", HEAD, {"request": 2, "vacancy": 2})
WHOLE = [GIVEN, ASKED, VACANCY, CALLED, LEFT, APPROVED, FILED]
Said = tuple[str, int | None, dict[str, Any]]


def journal(*said: Said) -> list[Entry]:
    entries: list[Entry] = []
    for event, actor, data in said:
        entries.append(chain(entries[-1] if entries else None, event, actor, AT, data))
    return entries


def changed(said: Said, actor: int | None = HEAD, **data: Any) -> Said:
    return said[0], actor, {**said[2], **data}


def test_a_whole_recusal_has_no_fault_and_keeps_the_team() -> None:
    entries = journal(*WHOLE, ("round_moved", None, {"round": "R"}))
    replay = Replay()

    assert duty_faults(entries) == []
    assert [replay.read(entry) for entry in entries] == [[]] * len(entries)
    assert replay.sizes("R") == {"T1": 2, "T2": 2}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ([GIVEN, ASKED, VACANCY, CALLED, LEFT, changed(APPROVED, 1), FILED], [(6, "own_case")]),
        ([GIVEN, ASKED, VACANCY, CALLED, LEFT, changed(APPROVED, None), FILED], [(6, "own_case")]),
        ([GIVEN, ASKED, changed(WITHDRAWN, 2)], [(3, "not_his")]),
        ([GIVEN, changed(ASKED, 9, origin="paper"), WITHDRAWN], []),
        ([GIVEN, changed(ASKED, 9, origin="paper"), changed(WITHDRAWN, 9)], [(3, "not_his")]),
        ([GIVEN, ("vacancy", HEAD, {"round": "R"})], [(2, "unreadable")]),
        ([changed(GIVEN, duties=[[1]])], [(1, "unreadable")]),
        ([GIVEN, ASKED, WITHDRAWN, VACANCY, CALLED, LEFT, APPROVED], [(7, "step")]),
        ([GIVEN, VACANCY, CALLED, LEFT, APPROVED], [(5, "step")]),
        ([*WHOLE, FILED], [(8, "step")]),
        ([GIVEN, ASKED, CALLED, LEFT, APPROVED, FILED], [(3, "uncalled"), (5, "vacancy")]),
        ([GIVEN, ASKED, changed(VACANCY, n=2), changed(CALLED, vacancy=2)], [(3, "order")]),
        ([GIVEN, ASKED, VACANCY, changed(CALLED, number="P4")], [(4, "uncalled")]),
        ([GIVEN, ASKED, changed(VACANCY, takes=[["P2", ["T1"]]])], [(3, "seat")]),
        ([GIVEN, ASKED, changed(VACANCY, number="P9")], [(3, "seat"), (3, "seat")]),
        ([GIVEN, ASKED, changed(VACANCY, takes=[[None, ["T1"]]])], [(3, "smaller_team")]),
        ([*WHOLE, ("duty_acknowledged", 1, {"duty": 1})], [(8, "gone")]),
        ([*WHOLE, changed(ASKED, 1, request=2)], [(8, "gone")]),
        ([VACANCY], [(1, "seat"), (1, "seat")]),
        ([GIVEN, ASKED, changed(VACANCY, takes=[["P3", ["T9"]]])], [(3, "seat")]),
        ([CALLED, changed(ASKED, 3, duty=3), APPROVED], [(1, "uncalled")]),
        ([*WHOLE, ASKED_BY_NEXT, NEXT, changed(APPROVED_NEXT, 3)], [(10, "own_case")]),
        ([*WHOLE, ASKED_BY_NEXT, NEXT, changed(APPROVED_NEXT, vacancy=1)], [(10, "vacancy")]),
        (
            [GIVEN, ASKED, VACANCY, changed(VACANCY, n=2, number="P2", takes=[["P4", ["T1"]]])],
            [(4, "unapproved")],
        ),
    ],
)
def test_what_breaks_the_rule_is_found(said: list[Said], found: list[tuple[int, str]]) -> None:
    assert duty_faults(journal(*said)) == found


def test_a_request_is_taken_back_by_whoever_asked() -> None:
    reported = changed(ASKED, 2, origin="partner")

    assert duty_faults(journal(GIVEN, ASKED, WITHDRAWN, changed(ASKED, 1, request=2))) == []
    assert duty_faults(journal(GIVEN, reported, changed(WITHDRAWN, 2))) == []


def test_who_followed_is_followed_in_turn() -> None:
    vacant = ("vacancy", HEAD, {"round": "R", "n": 3, "number": "P2", "reason": "left", "takes": []})

    assert duty_faults(journal(*WHOLE, ASKED_BY_NEXT, NEXT, APPROVED_NEXT, vacant)) == []


def test_vacancy_that_nobody_asked_for_needs_no_approval() -> None:
    blocked = changed(VACANCY, reason="blocked")
    replay = Replay()

    assert [replay.read(entry) for entry in journal(GIVEN, blocked, changed(NEXT, reason="blocked"))] == [
        [],
        [],
        [],
    ]
    assert replay.sizes("R") == {"T1": 2, "T2": 2}


def test_target_of_a_team_without_anybody_is_no_fault() -> None:
    replay = Replay()

    assert [replay.read(each) for each in journal(changed(GIVEN, targets=[["T1", 1], ["T3", 2]]))] == [[]]
    assert replay.sizes("R") == {"T1": 2, "T3": 0}


EXHAUSTED = ("roster_exhausted", HEAD, {"round": "R", "request": 1, "targets": ["T1"]})
LAPSED = ("request_lapsed", None, {"request": 1})
RULED_OUT = ("target_ruled_out", HEAD, {"round": "R", "target": "T1"})
REVIVED = ("confirmation_corrected", HEAD, {"round": "R", "target": "T1", "outcome": "correct"})
OPEN = changed(VACANCY, takes=[["P3", ["T2"]], [None, ["T1"]]])


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ([GIVEN, ASKED, EXHAUSTED], []),
        ([GIVEN, ASKED, EXHAUSTED, RULED_OUT, OPEN, CALLED, LEFT, APPROVED], []),
        ([GIVEN, EXHAUSTED], [(2, "step")]),  # nobody had asked
        ([*WHOLE, EXHAUSTED], [(8, "step")]),  # somebody had followed
        ([GIVEN, ASKED, EXHAUSTED, WITHDRAWN], [(4, "step")]),
        ([GIVEN, ASKED, EXHAUSTED, EXHAUSTED], [(4, "step")]),
    ],
)
def test_roster_is_exhausted_by_a_request_that_is_open(
    said: list[Said], found: list[tuple[int, str]]
) -> None:
    assert duty_faults(journal(*said)) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ([GIVEN, ASKED, LAPSED], []),
        ([GIVEN, ASKED, EXHAUSTED, LAPSED], []),
        ([GIVEN, LAPSED], [(2, "step")]),
        ([GIVEN, LAPSED, ASKED], [(2, "step")]),
        ([GIVEN, ASKED, LAPSED, VACANCY, CALLED, LEFT, APPROVED], [(7, "step")]),
        ([*WHOLE, LAPSED], [(8, "step")]),
        ([GIVEN, ASKED, LAPSED, WITHDRAWN], [(4, "step")]),
    ],
)
def test_request_lapses_while_it_is_open_and_is_over_then(
    said: list[Said], found: list[tuple[int, str]]
) -> None:
    assert duty_faults(journal(*said)) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ([GIVEN, ASKED, RULED_OUT, OPEN, CALLED, LEFT, APPROVED], []),
        ([GIVEN, ASKED, OPEN, RULED_OUT, CALLED, LEFT, APPROVED], [(3, "smaller_team")]),
        ([GIVEN, ASKED, OPEN, CALLED, LEFT, APPROVED], [(3, "smaller_team")]),
        ([GIVEN, changed(RULED_OUT, target="T2"), ASKED, OPEN, CALLED], [(4, "smaller_team")]),
        ([RULED_OUT, GIVEN, ASKED, OPEN, CALLED], [(4, "smaller_team")]),
        ([GIVEN, RULED_OUT, REVIVED, ASKED, OPEN, CALLED], [(5, "smaller_team")]),
        ([GIVEN, RULED_OUT, changed(REVIVED, outcome="moved"), ASKED, OPEN, CALLED], []),
    ],
)
def test_team_becomes_smaller_only_where_the_target_was_ruled_out_before(
    said: list[Said], found: list[tuple[int, str]]
) -> None:
    assert duty_faults(journal(*said)) == found


def test_every_kind_of_fault_is_tried() -> None:
    marks = test_what_breaks_the_rule_is_found.pytestmark  # type: ignore[attr-defined]
    codes = {code for _, found in marks[0].args[1] for _, code in found}

    assert codes == set(FAULTS)


def test_a_target_that_left_the_round_may_stay_open() -> None:
    out = ("target_withdrawn", HEAD, {"round": "R", "target": "T1"})
    exhausted = ("roster_exhausted", HEAD, {"round": "R", "request": 1, "targets": ["T1"]})
    vacancy = changed(VACANCY, takes=[["P3", ["T2"]], [None, ["T1"]]])
    back = ("confirmation_corrected", HEAD, {"round": "R", "target": "T1", "outcome": "correct"})

    replay = Replay()
    said = journal(GIVEN, ASKED, exhausted, out, vacancy, CALLED, LEFT, APPROVED, back)
    assert [fault for entry in said for fault in replay.read(entry)] == []
    assert replay.sizes("R") == {"T1": 1, "T2": 2}


def test_what_the_draw_blocked_and_what_the_platform_drew_is_no_fault() -> None:
    blocked = changed(VACANCY, reason="blocked", takes=[[None, ["T1"]]])
    of_draw = ("roster_exhausted", HEAD, {"round": "R", "request": 0, "targets": ["T1"]})
    asked, approved = changed(ASKED, duty=9, request=4), changed(APPROVED, request=4, vacancy=7)
    refused = ("recusal_refused", HEAD, {"request": 5, "reason": "no_evidence"})
    lapsed = ("request_lapsed", None, {"request": 6})
    others = (changed(ASKED, duty=9, request=5), changed(ASKED, duty=9, request=6))
    acknowledged = ("duty_acknowledged", 2, {"duty": 2})
    unknown = ("duty_left", HEAD, {"duty": 77})

    assert duty_faults(journal(GIVEN, blocked, of_draw, asked, approved, *others, refused, lapsed)) == []
    assert duty_faults(journal(GIVEN, acknowledged, unknown)) == []
    elsewhere = ("target_ruled_out", HEAD, {"round": "P", "target": "T1"})
    corrected = ("confirmation_corrected", HEAD, {"round": "P", "target": "T1", "outcome": "moved"})
    assert duty_faults(journal(elsewhere, corrected)) == []


@pytest.mark.parametrize("body", ["", "[]", "{", '{"data": []}', '{"actor": 1, "data": [1]}'])
def test_body_that_nobody_can_read_is_named(body: str) -> None:
    altered = [each.model_copy(update={"body": body}) for each in journal(*WHOLE)]
    assert duty_faults(altered)[0] == (1, "unreadable")
