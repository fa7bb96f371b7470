"""What a place of publication learns of what was taken down: that it went, when and why, and nothing more."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.results.exports import ExportRow, PublicState, RowKind
from bot.domain.results.taken_down import TOLD_DAYS, TakenBack, TakenDown, removed_rows, taken_back

FIRST, LOOKED, ANSWERED = date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 9)
ABOUT = {"target_name": "第一中学", "target_code": "T1", "category": "初中", "reason": "异议成立"}
DROPPED = ("target_ruled_out", FIRST, {"inspection": 1, "outcome": "closed"})
CHECKED = ("outcome_checked", LOOKED, {"inspection": 1})
UPHELD = ("objection_answered", ANSWERED, {"inspection": 1, "outcome": "upheld"})
REVIEWED = ("review_answered", ANSWERED, {"inspection": 1, "outcome": "upheld"})
DISMISSED = ("objection_answered", ANSWERED, {"inspection": 1, "outcome": "dismissed"})
OF_UNDRAWN = ("objection_answered", ANSWERED, {"undrawn": 1, "outcome": "upheld"})
WITHDRAWN = ("outcome_withdrawn", ANSWERED, {"inspection": 1, "reason": "objection"})
OTHERWISE = ("confirmation_corrected", LOOKED, {"inspection": 1, "outcome": "moved"})
INSPECTED = ("confirmation_corrected", ANSWERED, {"inspection": 1, "outcome": "correct"})


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ((DROPPED, CHECKED), []),
        ((DROPPED, CHECKED, UPHELD, WITHDRAWN), [TakenBack(1, LOOKED, ANSWERED, "objection", True)]),
        ((DROPPED, OTHERWISE, REVIEWED, INSPECTED), [TakenBack(1, LOOKED, ANSWERED, "review")]),
        ((DROPPED, INSPECTED), []),
        ((DROPPED, CHECKED, DISMISSED, OF_UNDRAWN), []),
        (
            (DROPPED, CHECKED, UPHELD, INSPECTED, DROPPED, INSPECTED),
            [TakenBack(1, LOOKED, ANSWERED, "objection")],
        ),
    ],
    ids=["stands", "withdrawn", "inspected-after-all", "never-public", "not-upheld", "only-once"],
)
def test_outcome_is_taken_back_only_where_it_had_been_public(
    records: tuple[tuple[str, date, dict[str, Any]], ...], found: list[TakenBack]
) -> None:
    assert taken_back(records) == found


def entry(number: str, state: PublicState = PublicState.TAKEN_DOWN) -> TakenDown:
    days = {"published_on": FIRST, "removed_on": ANSWERED}
    fields = {**ABOUT, **days, "kind": RowKind.DRAWN, "round_number": number, "state": state, "version": 2}
    return TakenDown.model_validate(fields)


def test_row_says_what_went_when_and_why_and_nothing_that_was_found() -> None:
    (row,) = removed_rows([entry("SSJ-2026-0001", PublicState.EXPIRED)], ANSWERED)
    told = {"kind": {"key": "export.kind.drawn"}, "round_number": "SSJ-2026-0001", "version": 2, **ABOUT}
    assert row == ExportRow.model_validate(
        {**told, "state": "expired", "published_on": "2026-09-01", "removed_on": "2026-09-09"}
    )
    assert (row.conclusion, row.abnormal, row.follow_ups, row.uses, row.record_hash) == ("", (), (), "", "")


def test_rows_are_those_of_one_round_or_all_in_its_order() -> None:
    entries = [entry("SSJ-2026-0002"), entry(""), entry("SSJ-2026-0001")]
    assert [row.round_number for row in removed_rows(entries, ANSWERED)] == [
        "",
        "SSJ-2026-0001",
        "SSJ-2026-0002",
    ]
    assert [row.round_number for row in removed_rows(entries, ANSWERED, "SSJ-2026-0002")] == ["SSJ-2026-0002"]


def test_row_is_told_for_a_year_and_not_for_ever() -> None:
    last = ANSWERED + timedelta(days=TOLD_DAYS)
    entries = [entry("SSJ-2026-0001")]
    assert [len(removed_rows(entries, day)) for day in (last, last + timedelta(days=1))] == [1, 0]
    withdrawn = [entry("SSJ-2026-0001", PublicState.WITHDRAWN)]  # the pages still say so
    assert len(removed_rows(withdrawn, last + timedelta(days=1))) == 1
