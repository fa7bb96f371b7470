"""Who may not be drawn again follows from the journal: each wrong reason of a random year is found, no other.

Beside the replay stands a model that knows every inspection by itself, as the bot's rows do.
"""

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.journal.cap_replay import CAP, FrozenDraw, Place, Records, Wrong, cap_faults
from bot.domain.journal.entries import Entry, chain
from bot.domain.rounds import DrawStep

FIRST = datetime(2026, 3, 2, 1, tzinfo=UTC)
TARGETS = range(1, 7)
TIMES = 2


@dataclass
class Inspection:
    """One target of one round; whether it still counts follows from what is known of it."""

    id: int
    round: str
    target: int
    is_struck: bool = False
    is_visited: bool = False
    is_over: bool = False

    @property
    def counts(self) -> bool:
        return self.is_visited or not (self.is_struck or self.is_over)


@dataclass
class Office:
    """Draws and inspects at random for a year and a bit, and writes what it does into a journal."""

    dice: random.Random
    at: datetime = FIRST
    entries: list[Entry] = field(default_factory=list)
    inspections: list[Inspection] = field(default_factory=list)
    draws: dict[tuple[str, int], FrozenDraw] = field(default_factory=dict)
    platform: dict[tuple[str, int], frozenset[int]] = field(default_factory=dict)
    frozen_by: dict[tuple[str, int], int] = field(default_factory=dict)
    rounds: int = 0

    def say(self, event: str, **data: Any) -> int:
        self.at += timedelta(days=self.dice.randint(0, 12))
        last = self.entries[-1] if self.entries else None
        self.entries.append(chain(last, event, None, self.at, data))
        return self.entries[-1].id

    def times(self, target: int, year: int) -> int:
        mine = [each for each in self.inspections if f"SSJ-{year}-" in each.round and each.target == target]
        return sum(each.counts for each in mine)

    def draw(self) -> None:
        self.rounds += 1
        number = f"SSJ-{self.at.year}-{self.rounds:04d}"
        targets = self.freeze(number, number, 1, self.dice.choice((DrawStep.WHOLE, DrawStep.TARGETS)))
        self.dispatch(number, number, targets)

    def freeze(self, number: str, draw: str, attempt: int, step: DrawStep) -> frozenset[int]:
        """Freeze the targets; later draws of a round take theirs from its first, and from no register."""
        key = (draw, attempt)
        self.frozen_by[key] = self.say(
            "draw_frozen", round=number, draw=draw, attempt=attempt, pools={"targets": {"root": draw}}
        )
        over = frozenset(each for each in TARGETS if self.dice.random() < 0.2)
        full = {each for each in TARGETS if self.times(each, self.at.year) >= TIMES and each not in over}
        closed = {each for each in TARGETS if self.dice.random() < 0.1}
        why = {each: "closed" if each in closed else CAP if each in full else "" for each in TARGETS}
        can_be = [each for each, reason in why.items() if not reason]
        drawn = frozenset(self.dice.sample(can_be, min(len(can_be), 3)))
        is_first = step in (DrawStep.WHOLE, DrawStep.TARGETS)
        given = {} if step is DrawStep.INSPECTORS else dict.fromkeys(drawn)
        self.draws[key] = FrozenDraw(
            step, f"{draw}/{attempt}", draw, why if is_first else {}, over, frozenset(given)
        )
        return frozenset(given)

    def dispatch(self, number: str, draw: str | None, targets: frozenset[int]) -> None:
        self.say("dispatched", round=number, **({"draw": draw} if draw else {}))
        self.open(number, targets)

    def open(self, number: str, targets: frozenset[int]) -> None:
        for target in sorted(targets):
            self.inspections.append(Inspection(len(self.inspections) + 1, number, target))

    def platform_round(self) -> None:
        self.rounds += 1
        number = f"SSJ-{self.at.year}-{self.rounds:04d}"
        first, more = (frozenset(self.dice.sample(TARGETS, 2)) for _ in range(2))
        self.platform |= {(number, 1): first, (number, 2): first | more}
        self.say("platform_imported", round=number, version=1)
        self.dispatch(number, None, first)
        self.say("platform_adopted", round=number, version=2)
        self.open(number, more - first)

    def some(self) -> Inspection | None:
        here = [each for each in self.inspections if not each.is_over]
        return self.dice.choice(here) if here else None

    def visit(self) -> None:
        if (one := self.some()) and not one.is_struck:
            one.is_visited = True
            self.say("visited", inspection=one.id)

    def strike_off(self) -> None:
        if (one := self.some()) and not one.is_visited:
            one.is_struck = True
            self.say(self.dice.choice(("target_ruled_out", "target_withdrawn")), inspection=one.id)

    def correct(self) -> None:
        if (one := self.some()) and one.is_struck:
            outcome = self.dice.choice(("correct", "closed"))
            one.is_struck = outcome != "correct"
            self.say("confirmation_corrected", inspection=one.id, outcome=outcome)

    def cancel(self) -> None:
        if one := self.some():
            for each in self.inspections:
                each.is_over = each.is_over or each.round == one.round
            self.say("round_cancelled", round=one.round)

    def void(self) -> None:
        """A result is void: of the first draw, or of one that drew inspectors for its targets."""
        if not (one := self.some()):
            return
        here = [each for each in self.inspections if each.round == one.round and not each.is_over]
        key = next((key for key in self.draws if key[0] == one.round), None)
        if key is None:
            return
        if self.dice.random() < 0.5:
            key = (f"{one.round}-people", len(self.draws))
            self.freeze(one.round, *key, DrawStep.INSPECTORS)
        ending = {"kind": "void", "commitment": self.draws[key].commitment}
        self.say("attempt_ended", round=one.round, ending=ending)
        gone = [each for each in here if self.draws[key].step is not DrawStep.INSPECTORS or each.is_visited]
        for each in gone:
            each.is_over = True
        if self.draws[key].step is DrawStep.INSPECTORS:
            self.open(one.round, frozenset(each.target for each in gone))

    def records(self) -> Records:
        places = {each.id: Place(each.round, each.target) for each in self.inspections}
        return Records(TIMES, self.draws, self.platform, places)


def played(seed: int) -> Office:
    office = Office(random.Random(seed))
    acts = (office.draw, office.draw, office.platform_round, office.visit, office.visit)
    rare = (office.strike_off, office.correct, office.cancel, office.void)
    for _ in range(30):
        office.dice.choice((*acts, *rare))()
    return office


@given(st.integers(0, 1 << 32))
def test_honest_years_have_no_fault_and_each_wrong_reason_is_found(seed: int) -> None:
    office = played(seed)
    records = office.records()
    assert cap_faults(office.entries, records) == []

    for key, draw in office.draws.items():
        judged = [each for each in draw.reasons.items() if each[1] != "closed"]
        for target, why in office.dice.sample(judged, min(len(judged), 1)):
            turned = {**draw.reasons, target: "" if why else CAP}
            others = {**office.draws, key: replace(draw, reasons=turned)}
            (wrong,) = cap_faults(office.entries, replace(records, draws=others))
            assert (wrong.entry, wrong.target) == (office.frozen_by[key], target)


def test_years_that_are_played_have_what_can_go_wrong() -> None:
    """The law above would say nothing of years in which nobody is ever left out, or let in again."""
    offices = [played(seed) for seed in range(60)]
    reasons = [why for office in offices for draw in office.draws.values() for why in draw.reasons.values()]
    events = {entry.event for office in offices for entry in office.entries}
    years = {
        entry.body[entry.body.index('"at":"') + 6 :][:4] for office in offices for entry in office.entries
    }
    assert reasons.count(CAP) > 100
    assert {"attempt_ended", "round_cancelled", "confirmation_corrected", "platform_adopted"} <= events
    assert years == {"2026", "2027"}


@pytest.mark.parametrize("unknown", [True, False])
def test_pool_that_is_not_the_frozen_one_is_found(unknown: bool) -> None:
    office = Office(random.Random(1))
    office.draw()
    ((key, draw),) = office.draws.items()
    draws = {} if unknown else {key: replace(draw, pool="another")}
    assert cap_faults(office.entries, replace(office.records(), draws=draws)) == [
        Wrong(office.frozen_by[key])
    ]
