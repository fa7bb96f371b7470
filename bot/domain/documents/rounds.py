"""The documents of a round and of a year: counts and lines of what the rows say, no note and no ground."""

from datetime import date
from typing import ClassVar

from bot.domain.documents.document import Document, DocumentPart, Line


class TargetLine(DocumentPart):
    """A target on the duty list: when it is visited ("" is not set), and how far it has come."""

    name: str
    code: str
    address: str
    unit: str
    visit_at: str
    status: str


class TeamLine(DocumentPart):
    """A team with its people, the leader of each target first, and its targets."""

    number: int
    people: tuple[str, ...]
    targets: tuple[TargetLine, ...]


class DutyList(Document):
    """任务派发单: who inspects what in a round.

    `is_entered`: results go into a platform in the term of entry; else they are submitted here in it.
    """

    name: ClassVar[str] = "duty_list"
    office: str
    instrument: str
    round_number: str
    departments: str
    items: tuple[str, ...]
    teams: tuple[TeamLine, ...]
    target_count: int
    team_count: int
    is_entered: bool
    entry_days: int
    entry_ground: str


class PlannedItem(DocumentPart):
    """An item of a round's plan."""

    name: str
    content: str
    basis: str


class RoundPlan(Document):
    """具体实施方案: what a round is, in the words of its line of the plan."""

    name: ClassVar[str] = "round_plan"
    office: str
    round_number: str
    basis: str
    lines: tuple[Line, ...]
    items: tuple[PlannedItem, ...]
    coordinator: str


class DrawLine(DocumentPart):
    """A draw that stands, with its codes; those of the platform have none."""

    number: str
    level: str
    commitment: str
    result_hash: str


class Count(DocumentPart):
    """A part of a total under a name, with a bar of ten squares and its percentage, or 0."""

    name: str
    total: int
    part: int
    bar: str


class RegisterLine(Count):
    """A register: `part` of its targets were drawn, `visited` of them are inspected by now."""

    visited: int


class ResultLine(DocumentPart):
    """A published result: the names of the items that were abnormal, never a note."""

    name: str
    code: str
    published_on: date
    conclusion: str
    abnormal: str


class RoundReport(Document):
    """执法检查报告 of a round, made of what is published and of what its coordinator wrote for it.

    It may be published itself. `dangers` were reported on the spot, `ordered` of them with what was ordered
    there; the written parts are paragraphs, none where nothing is written. `withdrawn` were found open to
    inspection after all; `void` results were published by draws that are void, and count nowhere else.
    """

    name: ClassVar[str] = "report"
    office: str
    instrument: str
    ground: str
    round_number: str
    departments: str
    scope: str
    share: str
    draws: tuple[DrawLine, ...]
    first_visit: date | None
    last_visit: date | None
    drawn: int
    inspected: int
    published: int
    ruled_out: int
    withdrawn: int
    waiting: int
    void: int
    normal: int
    abnormal: int
    refused: int
    dangers: int
    ordered: int
    teams: int
    people: int
    changed: int
    items: tuple[Count, ...]
    categories: tuple[Count, ...]
    results: tuple[ResultLine, ...]
    outcomes: tuple[Line, ...]
    measures: tuple[Count, ...]
    in_hand: int
    highlights: tuple[str, ...]
    problems: tuple[str, ...]
    advice: tuple[str, ...]


class YearCoverage(Document):
    """年度抽查覆盖情况报告: registers, rounds and findings of a year."""

    name: ClassVar[str] = "coverage"
    office: str
    instrument: str
    year: int
    until: date
    round_count: int
    rounds: tuple[Line, ...]
    registers: tuple[RegisterLine, ...]
    shares: tuple[str, ...]
    periods: tuple[str, ...]
    cap: str
    times: tuple[Count, ...]
    items: tuple[Count, ...]
    categories: tuple[Count, ...]
    published: int
