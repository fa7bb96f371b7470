"""Random histories of a bot that reminds, and an oracle that says day by day what it had to say.

A history is what may happen to an office and its bot in a few months: terms are opened, settled and handed
on, a year's calendar is announced, the bot is killed before or after it commits, is off for up to a month,
and its clock is moved by a day or a month, and back. `play` runs the product's own rule through it;
`expected` knows nothing of that rule: it walks the calendar day by day.
`python -m tests.domain.reminder_histories 10000` compares them and counts what happened.
"""

import random
import sys
import time as stopwatch
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bot.domain.deadlines import Deadline, DeadlineState, open_deadline, recomputed
from bot.domain.reminders import (
    REMINDING,
    Nudge,
    Recipient,
    ReminderKind,
    Reminding,
    fresh,
    is_from_ahead,
    reminders_due,
)
from tests.domain.reminder_oracle import (
    APPROVERS,
    DAY,
    LEAD_OFFICE,
    OPENS,
    Fact,
    Said,
    Strike,
    Table,
    expected,
    is_awake,
)

FIRST = date(2026, 8, 3)
SPAN_DAYS = 100
GAPS_MINUTES = (7, 45, 200, 600, 960, 1440, 1440, 2880)
FAULTS = ("killed_before_commit", "killed_after_commit")


@dataclass
class History:
    """What happened, and what the product said."""

    strikes: list[Strike] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


class Bot:
    """The product's rule with what it keeps: deadlines, and the keys of the reminders given."""

    def __init__(self, rules: Reminding) -> None:
        self.rules = rules
        self.deadlines: dict[int, Deadline] = {}
        self.given: dict[str, datetime] = {}
        self.reports: dict[tuple[int, int, date], datetime] = {}

    def strike(self, at: datetime, table: Table) -> list[Nudge]:
        """Return what it would say now; nothing is kept."""
        nudges = [
            Nudge(deadline, reminder, person)
            for deadline in self.deadlines.values()
            for reminder in reminders_due(deadline, at.date(), at.time(), table, self.rules)
            if reminder.kind is not ReminderKind.GIVEN
            for person in _people(reminder.to, deadline.person_id or 0)
        ]
        given = {key for key, when in self.given.items() if not is_from_ahead(when, at)}
        return fresh(
            nudges, given, {key for key, when in self.reports.items() if not is_from_ahead(when, at)}
        )

    def commit(self, news: list[Nudge], at: datetime) -> None:
        """Keep the keys of what was said, and when."""
        self.given |= {each.key: at for each in news}
        self.reports |= {each.report: at for each in news if each.is_upward}


def _people(to: Recipient, holder: int) -> tuple[int, ...]:
    return {Recipient.APPROVER: APPROVERS, Recipient.LEAD_OFFICE: LEAD_OFFICE}.get(to, (holder,))


class Player:
    """Makes one history by chance and plays the product through it."""

    def __init__(self, seed: int, rules: Reminding = REMINDING) -> None:
        self.chance = random.Random(seed)
        self.tables = (self._table(),)
        self.facts: dict[int, Fact] = {}
        self.bot, self.history = Bot(rules), History()
        self.offset = timedelta()

    def play(self) -> History:
        """Return the history."""
        now = datetime.combine(FIRST, OPENS)
        end = now + SPAN_DAYS * DAY
        self._open(now)
        while now < end:
            now += self._gap()
            self._something_happens(now)
            self._strike(now + self.offset)
        return self.history

    def _gap(self) -> timedelta:
        if self.chance.random() < 0.02:
            self.history.counts["outage_of_weeks"] += 1
            return self.chance.randint(7, 31) * DAY
        return timedelta(minutes=self.chance.choice(GAPS_MINUTES) + self.chance.randint(0, 5))

    def _something_happens(self, now: datetime) -> None:
        happening = self.chance.random()
        for share, what in (
            (0.08, self._open),
            (0.06, self._settle),
            (0.04, self._hand_on),
            (0.02, self._announce),
            (0.06, self._move_clock),
        ):
            if happening < share:
                what(now)
                return
            happening -= share

    def _open(self, now: datetime) -> None:
        n, today = len(self.facts) + 1, now.date()
        if sum(fact.is_open for fact in self.facts.values()) > 2:
            return
        named = today + self.chance.randint(0, 20) * DAY if self.chance.random() < 0.2 else None
        term = 0 if named else self.chance.randint(1, 15)
        fact = Fact(n, today, term, named, self.chance.randint(1, 3), len(self.tables) - 1)
        values = {"kind": "entry", "subject_kind": "round", "subject_id": 1, "rule": "entry"}
        who = {"person_id": fact.holder}
        if named:
            row = Deadline(**values, **who, started_on=today, due_on=named)
        else:
            row = open_deadline(**values, **who, started_on=today, term_days=term, table=self.tables[-1])
        self.facts[n] = fact
        self.bot.deadlines[n] = row.model_copy(update={"id": n})

    def _choose(self) -> int | None:
        ids = [n for n, fact in self.facts.items() if fact.is_open]
        return self.chance.choice(ids) if ids else None

    def _settle(self, _now: datetime) -> None:
        if n := self._choose():
            self.facts[n] = replace(self.facts[n], is_open=False)
            settled = {"state": DeadlineState.SETTLED}
            self.bot.deadlines[n] = self.bot.deadlines[n].model_copy(update=settled)
            self.history.counts["settled"] += 1

    def _hand_on(self, _now: datetime) -> None:
        if n := self._choose():
            holder = self.chance.randint(1, 3)
            self.facts[n] = replace(self.facts[n], holder=holder)
            self.bot.deadlines[n] = self.bot.deadlines[n].model_copy(update={"person_id": holder})
            self.history.counts["handed_on"] += 1

    def _announce(self, _now: datetime) -> None:
        self.tables = (*self.tables, self._table())
        for n, row in self.bot.deadlines.items():
            if row.term_days:
                self.bot.deadlines[n] = recomputed(row, row.term_days, self.tables[-1])
        self.history.counts["announced"] += 1

    def _move_clock(self, _now: datetime) -> None:
        days = self.chance.choice((1, -1, 30, -30, 0, 0, 0))
        self.offset = days * DAY
        self.history.counts[f"clock_{self.offset.days:+d}"] += 1

    def _table(self) -> Table:
        days = (FIRST + self.chance.randint(-5, SPAN_DAYS + 40) * DAY for _ in range(18))
        return Table(frozenset(days))

    def _strike(self, at: datetime) -> None:
        fault = self.chance.choice(FAULTS) if self.chance.random() < 0.15 else ""
        news = self.bot.strike(at, self.tables[-1])
        is_committed = fault != FAULTS[0]
        self.history.counts[fault or "strike"] += 1
        if news and fault:
            self.history.counts[f"{fault}_while_saying"] += 1
        self.history.strikes.append(Strike(at, self.tables, tuple(self.facts.values()), is_committed))
        if is_committed:
            self.bot.commit(news, at)
            n = len(self.history.strikes) - 1
            for each in news:
                kind = each.reminder.kind.value
                self.history.counts[f"{kind}_{each.reminder.to}"] += 1
                self.history.said.append((n, each.deadline.id, kind, each.is_upward, each.person_id))


def faults(history: History) -> list[str]:
    """Return what is wrong with a history: beside the oracle, the laws that need none."""
    found = []
    if sorted(history.said) != sorted(expected(history.strikes)):
        found.append("lost_or_invented")
    for n, deadline, _, _, _ in history.said:
        strike = history.strikes[n]
        fact = next(each for each in strike.facts if each.id == deadline)
        if not is_awake(strike):
            found.append("quiet_hours")
        if not fact.is_open:
            found.append("after_settlement")
        if strike.at.date() < fact.started_on:
            found.append("hurried")
    per_strike = Counter((n, deadline, up, person) for n, deadline, _, up, person in history.said)
    if any(n > 1 for n in per_strike.values()):
        found.append("twice_at_once")
    return found


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(histories: int) -> int:
    """Play so many histories, print the figures, and return how many have a fault."""
    began, counts, bad = stopwatch.perf_counter(), Counter[str](), 0
    for seed in range(histories):
        history = Player(seed).play()
        counts += history.counts
        if found := faults(history):
            bad += 1
            _say(f"seed {seed}: {', '.join(sorted(set(found)))}")
    seconds = stopwatch.perf_counter() - began
    _say(f"{histories} histories in {seconds:.0f} s, {bad} with a fault")
    _say(", ".join(f"{name} {n}" for name, n in sorted(counts.items())))
    return bad


if __name__ == "__main__":
    sys.exit(min(main(int(sys.argv[1])), 1))
