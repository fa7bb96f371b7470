"""From the journal to the due-diligence record of one inspector and one inspection (Ordos 第十三至十五条)."""

from collections.abc import Hashable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from bot.app.papers.diligence_events import Matters, matters_of
from bot.app.papers.words import said
from bot.domain.deadlines import Deadline
from bot.domain.documents.days import time_in_words
from bot.domain.documents.diligence import Clause, Done, Term
from bot.domain.inspections import Inspection, Seat
from bot.domain.journal.entries import Entry, body_of
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.results.follow_ups import FOLLOW_UP_TERMS
from bot.domain.rounds import Round
from bot.usecases.office import ground_of

KINDS = (
    *("acknowledgement", "submission", "signature", "entry", "release", "publication", "correction"),
    *("amendment", "amended_record", *FOLLOW_UP_TERMS),
)
"""The terms of an inspection, of its team and of what follows on it."""
_SUBJECTS = ("inspection", "duty", "amendment", "follow_up")
"""What those terms run for."""


class Diligence:
    """What the rows and the journal know of one person's work on one inspection."""

    def __init__(self, work: UnitOfWork, profile: Profile, inspection: Inspection, seat: Seat) -> None:
        """Take the inspection and the person's seat in it."""
        self._work, self._profile, self._inspection, self._seat = work, profile, inspection, seat

    async def fields(self, licence: str) -> dict[str, Any]:
        """Return the fields that the record has beside those of the case; `licence` is in words."""
        person = await self._work.people.get(self._seat.person_id)
        duty = await self._work.duties.get(self._seat.duty_id)
        opened = await self._work.rounds.get(self._inspection.round_id)
        matters = await matters_of(self._work, self._inspection, duty, opened)
        entries = await self._entries(matters, opened)
        last = entries[-1] if entries else None
        account = self._profile.account
        answers_for = self._profile.rule("responsibility")
        return {
            "person": person.name,
            "person_unit": person.unit or said("unit.bureau"),
            "person_number": duty.inspector_number,
            "person_role": said(await self._role()),
            "person_licence": licence,
            "done": await self._done(matters, entries),
            "terms": await self._terms(matters),
            "journal_entry": last.hash if last else "",
            "responsibility": "" if answers_for.is_default else said(**ground_of(answers_for)),
            "by_list": self._by_list(),
            "omissions": [_clause(each.ref) for each in account.omissions],
            "exemptions": [_clause(each.ref) for each in account.exemptions],
        }

    def _by_list(self) -> str:
        """Return that who has kept to the list answers for nothing, where the text says so, and where."""
        exempts = self._profile.account.acting_by_list_exempts
        return said("document.by_list", ground=ground_of(exempts.ref)) if exempts.value else ""

    async def _role(self) -> str:
        seats = await self._work.seats.all(inspection_id=self._inspection.id, is_open=True)
        if not seats:
            return "document.role.ended"
        if not self._seat.is_open:
            return "document.role.left"
        first = min(seats, key=lambda each: (each.seat_group, each.id), default=None)
        leads = first is not None and first.id == self._seat.id
        return "document.role.leader" if leads else "document.role.member"

    async def _entries(self, matters: Matters, opened: Round) -> list[Entry]:
        """Return the entries about the inspection, the duty, and the dispatch that gave it."""
        found = []
        for entry in await self._work.journal.all():
            data = body_of(entry)["data"]
            gave_it = entry.event == "dispatched" and data.get("round") == opened.number
            if (gave_it or matters.has(data)) and matters.told(entry.event, data):
                found.append(entry)
        return found

    async def _done(self, matters: Matters, entries: Sequence[Entry]) -> list[Done]:
        """Return a line per entry; pieces that came in one go, one entry after the other, are one line."""
        runs = groupby(enumerate(entries), lambda each: _run_of(*each))
        return [await self._line(matters, [entry for _, entry in those]) for _, those in runs]

    async def _line(self, matters: Matters, run: Sequence[Entry]) -> Done:
        body = body_of(run[0])
        actor = body["actor"]
        who = (await self._work.people.get(actor)).name if actor else said("document.by_bot")
        at = time_in_words(datetime.fromisoformat(body["at"]))
        what = matters.told(run[0].event, body["data"], n=len(run))
        entry = f"{run[0].id}–{run[-1].id}" if len(run) > 1 else f"{run[0].id}"
        return Done(entry=entry, at=at, who=who, what=what)

    async def _terms(self, matters: Matters) -> list[Term]:
        found = [
            each
            for kind in _SUBJECTS
            for each in await self._work.deadlines.all(
                kind=KINDS, subject_kind=kind, subject_id=tuple(matters.ids[kind])
            )
        ]
        return [self._term(each) for each in sorted(found, key=lambda each: (each.started_on, each.id))]

    def _term(self, deadline: Deadline) -> Term:
        return Term(
            what=said(f"deadline.{deadline.kind}"),
            ground=said(**ground_of(self._profile.rule(deadline.rule))),
            started_on=deadline.started_on,
            due_on=deadline.due_on,
            ended_on=deadline.ended_on,
            kept=said(f"document.kept.{_kept(deadline)}"),
        )


async def serving_seats(work: UnitOfWork, inspection: Inspection) -> list[Seat]:
    """Return the seats of the team, and those of people who were on site before they were replaced."""
    steps = await work.site_steps.all(inspection_id=inspection.id)
    came = {each.person_id for each in steps}
    seats = await work.seats.all(inspection_id=inspection.id)
    sitting = [each for each in seats if each.is_open]
    seated = {each.person_id for each in sitting}
    left = {each.person_id: each for each in seats if each.person_id in came - seated}
    return [*sitting, *left.values()]


def _kept(deadline: Deadline) -> str:
    if deadline.ended_on is None:
        return "open"
    if deadline.state != "settled":
        return "dropped"
    return "in_time" if deadline.ended_on <= deadline.due_on else "late"


def _run_of(at: int, entry: Entry) -> Hashable:
    """Return what the pieces have in common that came in one go: who, when to the minute, what and where.

    `at` is its place among the entries: those of a run have no other between them.
    """
    if entry.event != "material_taken":
        return entry.id
    body = body_of(entry)
    data = body["data"]
    return (
        entry.id - at,
        body["actor"],
        body["at"][: len("2026-09-21T09:01")],
        data.get("kind"),
        data.get("item"),
    )


def _clause(ref: Any) -> Clause:
    return Clause(article=said(**ground_of(ref)), words=ref.fragment)
