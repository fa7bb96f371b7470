"""From the journal to the due-diligence record of one inspector and one inspection (Ordos 第十三至十五条)."""

from datetime import datetime
from typing import Any

from bot.app.papers.words import said
from bot.domain.deadlines import Deadline
from bot.domain.documents.days import time_in_words
from bot.domain.documents.diligence import Clause, Done, Term
from bot.domain.duties.duty import Duty
from bot.domain.inspections import Inspection, Seat
from bot.domain.journal.entries import Entry, body_of
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.rounds import Round
from bot.usecases.office import ground_of
from bot.usecases.results.round_items import round_items

EVENTS = (
    *("dispatched", "duty_acknowledged", "duty_left", "duty_backfilled", "told_on_paper", "specialist_lent"),
    *("target_confirmed", "target_ruled_out", "outcome_checked", "visit_planned", "visit_moved"),
    *("visit_held", "visited", "method_chosen", "concluded", "target_signed", "target_refused"),
    *("refusal_reason", "refusal_witness", "result_submitted", "result_signed", "result_sent_back"),
    *("result_reopened", "receipt_entered", "result_released", "result_published", "correction_ordered"),
    "objection_recorded",
)
"""What the journal records of an inspection; answers and steps on site are told by what they hold."""
_STEPS = ("arrived", "shown", "told", "heard")
KINDS = ("acknowledgement", "signature", "entry", "release", "publication", "correction")
"""The terms of an inspection and of its team."""


class Diligence:
    """What the rows and the journal know of one person's work on one inspection."""

    def __init__(self, work: UnitOfWork, profile: Profile, inspection: Inspection, seat: Seat) -> None:
        """Take the inspection and the person's seat in it."""
        self._work, self._profile, self._inspection, self._seat = work, profile, inspection, seat

    async def fields(self, licence: str) -> dict[str, Any]:
        """Return the fields that the record has beside those of the case; `licence` is in words."""
        person = await self._work.people.get(self._seat.person_id)
        duty = await self._work.duties.get(self._seat.duty_id)
        done = await self._done(duty)
        last = await self._work.journal.get(done[-1].entry) if done else None
        account = self._profile.account
        answers_for = self._profile.rule("responsibility")
        return {
            "person": person.name,
            "person_unit": person.unit or said("unit.bureau"),
            "person_number": duty.inspector_number,
            "person_role": said(await self._role()),
            "person_licence": licence,
            "done": done,
            "terms": await self._terms(duty),
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
        first = min(seats, key=lambda each: (each.seat_group, each.id), default=None)
        leads = first is not None and first.id == self._seat.id
        return "document.role.leader" if leads else "document.role.member"

    async def _done(self, duty: Duty) -> list[Done]:
        opened = await self._work.rounds.get(self._inspection.round_id)
        names = {item.code: item.name for item in await round_items(self._work, opened)}
        lines = []
        for entry in await self._work.journal.all():
            body = body_of(entry)
            if self._is_about(body, duty, opened) and (what := _what(entry.event, body["data"], names)):
                lines.append(await self._line(entry, body, what))
        return lines

    def _is_about(self, body: dict[str, Any], duty: Duty, opened: Round) -> bool:
        """Return whether an entry is about the inspection, the duty, or the dispatch that gave it."""
        data = body["data"]
        if data.get("inspection") == self._inspection.id or data.get("duty") == duty.id:
            return True
        return bool(body["event"] == "dispatched" and data.get("round") == opened.number)

    async def _line(self, entry: Entry, body: dict[str, Any], what: str) -> Done:
        actor = body["actor"]
        who = (await self._work.people.get(actor)).name if actor else said("document.by_bot")
        at = time_in_words(datetime.fromisoformat(body["at"]))
        return Done(entry=entry.id, at=at, who=who, what=what)

    async def _terms(self, duty: Duty) -> list[Term]:
        abouts = (("inspection", self._inspection.id), ("duty", duty.id))
        found = [
            each
            for kind, number in abouts
            for each in await self._work.deadlines.all(kind=KINDS, subject_kind=kind, subject_id=number)
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


def _what(event: str, data: dict[str, Any], names: dict[str, str]) -> str:
    """Return what an entry says in words, "" for what is no part of the record."""
    if event == "item_answered":
        finding = {"key": f"finding.{data['finding']}"}
        return said(
            "document.event.item_answered", item=names.get(data["item"], data["item"]), finding=finding
        )
    if event == "site_step" and data["step"] in _STEPS:
        return said(f"document.step.{data['step']}")
    return said(f"document.event.{event}") if event in EVENTS else ""


def _kept(deadline: Deadline) -> str:
    if deadline.ended_on is None:
        return "open"
    if deadline.state != "settled":
        return "dropped"
    return "in_time" if deadline.ended_on <= deadline.due_on else "late"


def _clause(ref: Any) -> Clause:
    return Clause(article=said(**ground_of(ref)), words=ref.fragment)
