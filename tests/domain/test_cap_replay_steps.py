"""How often a target counts after each step that the journal tells, one step at a time."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.journal.cap_replay import CAP, FrozenDraw, Place, Records, Wrong, cap_faults
from bot.domain.journal.entries import Entry, chain
from bot.domain.rounds import DrawStep

AT = datetime(2026, 11, 25, 1, tzinfo=UTC)
NEW_YEAR = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
"""Half past midnight in Beijing."""
DRAWN, PLATFORM = "SSJ-2026-0001", "SSJ-2026-0002"
LAST = "SSJ-2026-0009"
Said = tuple[str, dict[str, Any]]


def frozen(draw: str, attempt: int = 1) -> Said:
    return "draw_frozen", {"draw": draw, "attempt": attempt, "pools": {"targets": {"root": draw}}}


def ended(kind: str, commitment: str) -> Said:
    return "attempt_ended", {"round": DRAWN, "ending": {"kind": kind, "commitment": commitment}}


DISPATCHED: Said = ("dispatched", {"round": DRAWN, "draw": DRAWN})
IMPORTED: Said = ("platform_imported", {"round": PLATFORM, "version": 1})
LATER: Said = ("platform_imported", {"round": PLATFORM, "version": 2})
SENT: Said = ("dispatched", {"round": PLATFORM})
ADOPTED: Said = ("platform_adopted", {"round": PLATFORM, "version": 2})
VISITED: Said = ("visited", {"inspection": 1})
STRUCK: Said = ("target_ruled_out", {"inspection": 1})
STRUCK_THERE: Said = ("target_withdrawn", {"inspection": 2})


def corrected(outcome: str, inspection: int = 1) -> Said:
    return "confirmation_corrected", {"inspection": inspection, "outcome": outcome}


def draw_of(step: DrawStep, name: str, *drawn: int, why: dict[int, str] | None = None) -> FrozenDraw:
    return FrozenDraw(step, name, name, why or {}, frozenset(), frozenset(drawn))


def found(*said: Said, why: dict[int, str], at: datetime = AT) -> list[tuple[int | None, int]]:
    """Return what is wrong with a last draw that froze these reasons, one visit a year being allowed."""
    entries: list[Entry] = []
    for event, data in (*said, frozen(LAST)):
        when = at if data.get("draw") == LAST else AT
        entries.append(chain(entries[-1] if entries else None, event, None, when, data))
    draws = {
        (DRAWN, 1): draw_of(DrawStep.WHOLE, DRAWN, 1),
        ("people", 1): draw_of(DrawStep.INSPECTORS, "people"),
        (LAST, 1): draw_of(DrawStep.WHOLE, LAST, why=why),
    }
    platform = {(PLATFORM, 1): frozenset({1}), (PLATFORM, 2): frozenset({1, 2})}
    places = {1: Place(DRAWN, 1), 2: Place(PLATFORM, 1)}
    wrongs = cap_faults(entries, Records(1, draws, platform, places))
    assert {each.entry for each in wrongs} <= {len(entries)}
    return [(each.target, each.times) for each in wrongs]


def counted(*said: Said, at: datetime = AT) -> dict[int, int]:
    """Return how often each of the two targets counts, where it does."""
    return {target: times for target, times in found(*said, why={1: "", 2: ""}, at=at) if target}


@pytest.mark.parametrize(
    ("said", "times"),
    [
        ([], {}),
        ([frozen(DRAWN)], {}),
        ([frozen(DRAWN), DISPATCHED], {1: 1}),
        ([DISPATCHED], {}),
        ([frozen(DRAWN), DISPATCHED, STRUCK], {}),
        ([frozen(DRAWN), DISPATCHED, STRUCK, corrected("correct")], {1: 1}),
        ([frozen(DRAWN), DISPATCHED, STRUCK, corrected("closed")], {}),
        ([frozen(DRAWN), DISPATCHED, STRUCK, corrected("correct", 7)], {}),
        ([frozen(DRAWN), DISPATCHED, ("visited", {"inspection": 7})], {1: 1}),
        ([frozen(DRAWN), DISPATCHED, VISITED, ("round_cancelled", {"round": DRAWN})], {1: 1}),
        ([frozen(DRAWN), DISPATCHED, ("round_cancelled", {"round": DRAWN})], {}),
        ([frozen(DRAWN), DISPATCHED, ended("void", DRAWN)], {}),
        ([frozen(DRAWN), DISPATCHED, ended("aborted", DRAWN)], {1: 1}),
        ([frozen(DRAWN), DISPATCHED, ended("void", "unknown")], {1: 1}),
        ([frozen(DRAWN), DISPATCHED, VISITED, ended("void", "people")], {1: 2}),
        ([IMPORTED, SENT], {1: 1}),
        ([SENT], {}),
        ([IMPORTED, SENT, LATER], {1: 1}),
        ([IMPORTED, SENT, LATER, ADOPTED], {1: 1, 2: 1}),
        ([IMPORTED, SENT, STRUCK_THERE, LATER, ADOPTED], {2: 1}),
        ([frozen(DRAWN), DISPATCHED, IMPORTED, SENT], {1: 2}),
    ],
)
def test_target_counts_as_the_entries_tell(said: list[Said], times: dict[int, int]) -> None:
    assert counted(*said) == times


def test_reason_that_nothing_bears_out_is_found_with_the_count() -> None:
    assert found(why={1: CAP}) == [(1, 0)]
    assert found(frozen(DRAWN), DISPATCHED, why={1: CAP}) == []
    assert found(frozen(DRAWN), DISPATCHED, why={1: "closed"}) == []


def test_year_is_that_of_beijing() -> None:
    assert counted(frozen(DRAWN), DISPATCHED, at=NEW_YEAR) == {}
    assert counted(frozen(DRAWN), DISPATCHED, at=NEW_YEAR.replace(hour=15)) == {1: 1}


def test_pool_that_is_not_the_frozen_one_is_named_without_a_target() -> None:
    entries = [chain(None, *_frozen_elsewhere())]
    records = Records(1, {(LAST, 1): draw_of(DrawStep.WHOLE, LAST)}, {}, {})
    assert cap_faults(entries, records) == [Wrong(1, None, 0)]


def _frozen_elsewhere() -> tuple[str, None, datetime, dict[str, Any]]:
    event, data = frozen(LAST)
    return event, None, AT, {**data, "pools": {"targets": {"root": "another"}}}
