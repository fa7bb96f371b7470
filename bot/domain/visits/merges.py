"""One visit instead of two: rounds of different initiators that meet the same target in one year."""

from collections.abc import Collection, Iterable
from datetime import datetime
from enum import StrEnum

from pydantic import Field

from bot.domain.inspections import UNVISITED, Inspection
from bot.domain.people import Record
from bot.domain.profiles.profile import Profile
from bot.domain.registers.rows import Item
from bot.domain.rounds import ENDED, Round

_GROUNDS = ("same_target", "one_visit", "joint")


class MergeState(StrEnum):
    """The life of a proposal to inspect together."""

    PROPOSED = "proposed"
    MERGED = "merged"
    APART = "apart"
    OVERTAKEN = "overtaken"


class Merge(Record):
    """A proposal that two inspections of one target be one visit; `inspection_id` is the later drawn.

    `agreed_by` are the coordinators who agreed, `apart_by` is the one who keeps them apart: by the code
    `reason`, or by words of his own.
    """

    inspection_id: int
    other_id: int
    is_mandatory: bool
    state: MergeState = MergeState.PROPOSED
    agreed_by: list[int] = Field(default_factory=list)
    apart_by: int | None = None
    reason: str = ""
    words_id: int | None = None
    decided_at: datetime | None = None


def sections_of(opened: Round, items: Iterable[Item]) -> set[str]:
    """Return the section that initiates a round, or else those whose items it inspects; none is unknown."""
    return set(opened.departments[:1]) or {item.department for item in items if item.department}


def have_different_initiators(
    first: Round, second: Round, sections: tuple[Collection[str], Collection[str]]
) -> bool:
    """Return whether two rounds are of different coordinators, or of sections of which none is in both."""
    of_first, of_second = sections
    is_other = bool(of_first and of_second) and not set(of_first) & set(of_second)
    return first.coordinator_id != second.coordinator_id or is_other


def is_before_visit(inspection: Inspection, opened: Round) -> bool:
    """Return whether an inspection can still become part of another visit."""
    return inspection.state in UNVISITED and opened.state not in ENDED


def ground_of_merging(profile: Profile) -> str:
    """Return the key of the first rule of the text that asks for one visit; else `joint`, where none does."""
    held = [key for key in _GROUNDS if profile.sourced(key).value]
    return held[0] if held else _GROUNDS[-1]


def is_mandatory(profile: Profile) -> bool:
    """Return whether the text orders a joint visit of such a target (rule `same_target`)."""
    return bool(profile.duties.same_target.value)
