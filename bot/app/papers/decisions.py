"""What the forms of decisions are read from: the rows, and the journal that says who did what and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.app.papers.approval_forms import Decided
from bot.app.papers.letter import Letter
from bot.app.papers.words import said
from bot.domain.documents.approval import ApprovalKind
from bot.domain.documents.days import day_in_words, time_in_words
from bot.domain.journal.entries import body_of
from bot.domain.ports import UnitOfWork
from bot.domain.registers.rows import Item
from bot.domain.results.findings import UNCOOPERATIVE
from bot.domain.results.follow_ups import FollowUp, Measure
from bot.domain.results.objections import Objection
from bot.domain.results.undrawn import Inspected, named


@dataclass(frozen=True)
class Decisions:
    """Reads decisions for the forms of one office."""

    work: UnitOfWork
    letter: Letter

    async def entries(self, event: str, **data: Any) -> list[dict[str, Any]]:
        """Return what the journal says of this event, with these data."""
        bodies = [body_of(each) for each in await self.work.journal.all(event=event)]
        return [each for each in bodies if data.items() <= each["data"].items()]

    async def objection(self, row: Objection, inspection: Inspected, place: str, about: str) -> Decided:
        """Return what was decided of an objection, or of what the office has found itself."""
        answer = await self.work.words.get(row.answer_words_id or 0)
        event = "review_answered" if row.is_own else "objection_answered"
        (decided,) = await self.entries(event, **named(inspection), words=answer.commitment)
        corrected = said("approval.what.correction", version=row.version)
        by = await self.name(row.recorded_by)
        return Decided(
            kind=ApprovalKind.CORRECTION if row.version else ApprovalKind.OUTCOME,
            subject_id=row.id,
            place=place,
            about=about,
            what=corrected if row.version else said("approval.what.outcome"),
            asked_by=by if row.is_own else said("approval.by_target", by=by),
            asked_at=day_in_words(row.received_on),
            reason=(await self.work.words.get(row.words_id)).text,
            answer=answer.text,
            rule="second_person" if row.is_own else "objection",
            **await self.by(decided),
        )

    async def measure(self, row: FollowUp, place: str, about: str, items: Sequence[Item]) -> Decided:
        """Return what was decided to be done about a finding."""
        (decided,) = await self.entries("measure_decided", follow_up=row.id)
        proposed = await self.entries("measure_proposed", follow_up=row.id)
        asked = max((each for each in proposed if each["seq"] < decided["seq"]), key=lambda each: each["seq"])
        names = {each.code: each.name for each in items}
        names[UNCOOPERATIVE] = said(f"conclusion.{UNCOOPERATIVE}")
        until = said("follow_up.until", day=day_in_words(row.due_on)) if row.due_on else ""
        return Decided(
            kind=ApprovalKind.MEASURE,
            subject_id=row.id,
            place=place,
            about=about,
            what=said(
                "approval.what.measure",
                item=names.get(row.item_code, row.item_code),
                measure=said(f"follow_up.measure.{row.measure}"),
                until=until,
            ),
            asked_by=await self.name(asked["actor"]),
            asked_at=at_of(asked),
            reason=(await self.work.words.get(row.words_id)).text if row.words_id else "",
            rule="crime_transferred" if row.measure is Measure.CRIME else "follow_up",
            **await self.by(decided),
        )

    async def target(self, target_id: int, key: str) -> str:
        """Return name and code of a target."""
        target = await self.work.targets.get(target_id)
        return said("approval.target", name=target.name, code=key)

    async def name(self, person_id: int) -> str:
        """Return what somebody is called."""
        return (await self.work.people.get(person_id)).name

    async def by(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return who decided and when, as the journal says."""
        at = datetime.fromisoformat(body["at"])
        return {"decided_by": await self.name(body["actor"]), "decided_at": at}


def at_of(body: Mapping[str, Any]) -> str:
    """Return when something was done, in words."""
    return time_in_words(datetime.fromisoformat(body["at"]))
