"""What the findings say of an inspection: its outcome, and when there is one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.inspections import Answer, Inspection, InspectionState
from bot.domain.registers.rows import Item
from bot.domain.results.findings import (
    ABNORMAL,
    CORRECTED,
    FOUND,
    NORMAL,
    NOTHING_FOUND,
    NOTHING_INSPECTED,
    UNCOOPERATIVE,
    conclusion,
    conclusions,
    counted_answers,
    is_concluded,
    to_follow_up,
)

ITEMS = [Item(code=code, name=code, basis="") for code in "ABC"]


def inspection(**values: Any) -> Inspection:
    """Return an inspection that is open for answers."""
    place = {"round_id": 1, "target_id": 1, "target_key": "N1", "team": 1}
    return Inspection(**place, state=InspectionState.VISITED, **values)


def answers(*findings: str) -> list[Answer]:
    """Return findings of items A, B…; each has a value."""
    return [
        Answer(inspection_id=1, item_code=code, finding=each, value="7")
        for code, each in zip("ABC", findings, strict=False)
    ]


@pytest.mark.parametrize(
    ("chosen", "findings", "expected"),
    [
        ("", [], NOTHING_FOUND),
        ("", ["normal", "normal"], NOTHING_FOUND),
        ("", ["normal", "abnormal"], FOUND),
        (CORRECTED, ["abnormal"], CORRECTED),
        (CORRECTED, ["normal"], NOTHING_FOUND),
        (NOTHING_FOUND, ["abnormal"], FOUND),
    ],
)
def test_the_findings_bound_the_outcome(chosen: str, findings: list[str], expected: str) -> None:
    assert conclusion(inspection(conclusion=chosen), answers(*findings)) == expected


def test_outcomes_are_offered_by_the_findings() -> None:
    assert conclusions(answers("normal")) == [NOTHING_FOUND, *NOTHING_INSPECTED]
    assert conclusions(answers("abnormal")) == [FOUND, CORRECTED, *NOTHING_INSPECTED]
    assert counted_answers(inspection(), answers("normal")) == answers("normal")


@pytest.mark.parametrize("code", NOTHING_INSPECTED)
def test_where_nothing_could_be_inspected_no_finding_counts(code: str) -> None:
    closed = inspection(conclusion=code)
    assert counted_answers(closed, answers("normal", "abnormal")) == []
    assert conclusion(closed, answers("abnormal")) == code
    assert is_concluded(closed, [], ITEMS)


@pytest.mark.parametrize(
    ("chosen", "findings", "expected"),
    [
        ("", [], False),
        ("", [NORMAL, NORMAL], False),
        ("", [NORMAL, NORMAL, ""], False),
        ("", [NORMAL, NORMAL, NORMAL], True),
        ("", [ABNORMAL], True),
        (NOTHING_FOUND, [NORMAL], True),
        (NOTHING_FOUND, [ABNORMAL], True),
        (CORRECTED, [NORMAL], False),
    ],
)
def test_outcome_is_there_once_it_is_chosen_or_the_findings_say_it(
    chosen: str, findings: list[str], expected: bool
) -> None:
    assert is_concluded(inspection(conclusion=chosen), answers(*findings), ITEMS) is expected


@given(st.lists(st.sampled_from(["", NORMAL, ABNORMAL]), max_size=3))
def test_nobody_reads_that_nothing_was_found_before_every_item_has_a_finding(findings: list[str]) -> None:
    given_ones = answers(*findings)
    if conclusion(inspection(), given_ones) == NOTHING_FOUND:
        assert is_concluded(inspection(), given_ones, ITEMS) is (findings == [NORMAL] * 3)


def test_what_is_followed_up_is_what_is_abnormal_and_serious_lack_of_cooperation() -> None:
    findings = [["A", ABNORMAL], ["B", NORMAL]]
    followed = {code: to_follow_up([], code) for code in NOTHING_INSPECTED}
    assert to_follow_up(findings, FOUND) == {"A"}
    assert {code for code in followed if followed[code]} == {UNCOOPERATIVE}
    assert followed[UNCOOPERATIVE] == {UNCOOPERATIVE}
