"""From the rows and the journal to the approval forms of a round: who asked for what, and who agreed."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.app.papers.approval_forms import Decided, approval_of
from bot.app.papers.decisions import Decisions, at_of
from bot.app.papers.words import said
from bot.domain.documents.approval import Approval, ApprovalKind
from bot.domain.documents.days import time_in_words
from bot.domain.documents.document import Line
from bot.domain.draw.attempts import ending_hash
from bot.domain.inspections import Inspection
from bot.domain.results.amendments import AmendmentState
from bot.domain.results.objections import Outcome
from bot.domain.rounds import Attempt, AttemptState, Round
from bot.usecases.draws.shelves import shelved_draws
from storage.documents.filling import grouped

_DECIDED = (AmendmentState.APPROVED, AmendmentState.REFUSED)
_ENDED = {AttemptState.ABORTED: ApprovalKind.ABORT, AttemptState.VOID: ApprovalKind.VOID}


@dataclass(frozen=True)
class RoundApprovals(Decisions):
    """Reads what was decided about one round."""

    opened: Round

    async def all(self) -> list[tuple[Decided, Approval]]:
        """Return every decision with its form, kind by kind in the order in which they were made."""
        readers = (
            *(self._checks(), self._publications(), self._amendments(), self._objections()),
            *(self._measures(), self._deviation(), self._declined(), self._endings()),
            self._cancellations(),
        )
        found = [each for reader in readers async for each in reader]
        file = Line(label=said("approval.round"), text=self.opened.number)
        shelved = await shelved_draws(self.work, self.opened)  # a shelf has no page, its round has
        home = await self.work.rounds.get(shelved[0].round_id) if shelved else self.opened
        page = f"round-{home.number}.html"
        return [(each, approval_of(self.letter, each, file, page)) for each in found]

    async def _inspections(self) -> dict[int, Inspection]:
        return {each.id: each for each in await self.work.inspections.all(round_id=self.opened.id)}

    async def _checks(self) -> AsyncIterator[Decided]:
        """Yield what a second person has agreed to of the targets that could not be inspected."""
        inspections = await self._inspections()
        for body in await self.entries("outcome_checked"):
            if inspection := inspections.get(body["data"]["inspection"]):
                dropped = await self.entries("target_ruled_out", inspection=inspection.id)
                asked = [each for each in dropped if each["seq"] < body["seq"]][-1]
                yield await self._check(inspection, asked, body)

    async def _check(
        self, inspection: Inspection, asked: Mapping[str, Any], body: Mapping[str, Any]
    ) -> Decided:
        written = await self.work.words.all(person_id=asked["actor"])
        reason = [each.text for each in written if each.commitment == asked["data"]["words"]]
        outcome = said(f"confirm.outcome.{asked['data']['outcome']}")
        return Decided(
            kind=ApprovalKind.OUTCOME_CHECK,
            subject_id=inspection.id,
            place=inspection.target_key,
            about=await self._target(inspection),
            what=said("approval.what.outcome_check", outcome=outcome),
            asked_by=await self.name(asked["actor"]),
            asked_at=at_of(asked),
            reason="".join(reason),
            rule="second_person",
            **await self.by(body),
        )

    async def _publications(self) -> AsyncIterator[Decided]:
        inspections = await self._inspections()
        for body in await self.entries("result_released"):
            if inspection := inspections.get(body["data"]["inspection"]):
                yield await self._publication(inspection, body)

    async def _publication(self, inspection: Inspection, body: Mapping[str, Any]) -> Decided:
        its = {"inspection_id": inspection.id, "record_hash": body["data"]["hash"]}
        signed = await self.work.signatures.all(**its)
        public = await self.work.publications.one(**its)
        conclusion = said(f"conclusion.{public.conclusion}") if public else said("approval.not_public")
        what = said("approval.what.publication", hash=grouped(its["record_hash"]), conclusion=conclusion)
        return Decided(
            kind=ApprovalKind.PUBLICATION,
            subject_id=inspection.id,
            place=inspection.target_key,
            about=await self._target(inspection),
            what=what,
            asked_by="、".join([await self.name(each.person_id) for each in signed]),
            asked_at=time_in_words(signed[-1].signed_at) if signed else "",
            rule="release",
            **await self.by(body),
        )

    async def _amendments(self) -> AsyncIterator[Decided]:
        inspections = await self._inspections()
        where = {"inspection_id": tuple(inspections), "state": _DECIDED}
        for row in await self.work.amendments.all(**where):
            if row.joined_by is None:  # a partner did not join in: no approver was asked
                continue
            words = await self.work.words.get(row.words_id)
            asked = await self.entries("amendment_asked", words=words.commitment)
            (decided,) = await self.entries(f"amendment_{row.state}", amendment=row.id)
            reply = (await self.work.words.get(row.reply_words_id)).text if row.reply_words_id else ""
            people = [await self.name(each) for each in (row.asked_by, row.joined_by) if each]
            yield Decided(
                kind=ApprovalKind.AMENDMENT,
                subject_id=row.id,
                place=inspections[row.inspection_id].target_key,
                about=await self._target(inspections[row.inspection_id]),
                what=said("approval.what.amendment", version=row.version),
                asked_by="、".join(people),
                asked_at=at_of(asked[-1]) if asked else "",
                reason=words.text,
                answer=reply,
                is_refused=row.state is AmendmentState.REFUSED,
                rule="second_person",
                **await self.by(decided),
            )

    async def _objections(self) -> AsyncIterator[Decided]:
        inspections = await self._inspections()
        where = {"inspection_id": tuple(inspections), "outcome": Outcome.UPHELD}
        for row in await self.work.objections.all(**where):
            inspection = inspections[row.inspection_id or 0]
            about = await self._target(inspection)
            yield await self.objection(row, inspection, inspection.target_key, about)

    async def _measures(self) -> AsyncIterator[Decided]:
        inspections = await self._inspections()
        items = (await self.work.item_lists.get(self.opened.item_list_id)).items
        for row in await self.work.follow_ups.all(inspection_id=tuple(inspections)):
            if row.decided_by is not None:
                inspection = inspections[row.inspection_id or 0]
                yield await self.measure(row, inspection.target_key, await self._target(inspection), items)

    async def _deviation(self) -> AsyncIterator[Decided]:
        agreed = self.opened.deviation or {}
        if not agreed.get("approved_by"):
            return
        words = await self.work.words.get(agreed["words_id"])
        (asked,) = await self.entries("deviation_asked", words=words.commitment)
        answers = await self.entries("deviation_approved", dialogue=asked["data"]["dialogue"])
        approved = next(each for each in answers if each["seq"] > asked["seq"])
        yield Decided(
            kind=ApprovalKind.DEVIATION,
            subject_id=self.opened.id,
            place=self.opened.number,
            about="、".join(await self._names(agreed["keys"])),
            what=said("approval.what.deviation", n=self.letter.profile.cap.times_per_year.value),
            asked_by=await self.name(agreed["by"]),
            asked_at=at_of(asked),
            reason=words.text,
            rule="cap",
            **await self.by(approved),
        )

    async def _names(self, keys: Sequence[str]) -> list[str]:
        """Return the names of targets, by their codes or numbers."""
        found = await self.work.targets.all(code=tuple(keys)) + await self.work.targets.all(
            number=tuple(keys)
        )
        named = {each.key: each.name for each in found}
        return [named.get(key, key) for key in keys]

    async def _endings(self) -> AsyncIterator[Decided]:
        where = {"round_id": self.opened.id, "state": tuple(_ENDED)}
        for attempt in await self.work.attempts.all(**where):
            ended = await self.entries("attempt_ended", hash=ending_hash(attempt.ending or {}))
            for body in [each for each in ended if each["actor"]]:
                yield await self._ending(attempt, body)

    async def _declined(self) -> AsyncIterator[Decided]:
        """Yield what the lead office did not agree to: before what it agreed to of the same draw later."""
        for body in await self.entries("ending_declined", round=self.opened.number):
            data = body["data"]
            its = {name: data[name] for name in ("round", "attempt", "kind")}
            asked = [each for each in await self.entries("ending_asked", **its) if each["seq"] < body["seq"]]
            (attempt,) = await self.work.attempts.all(draw=data["draw"], attempt=data["attempt"])
            yield Decided(
                kind=ApprovalKind(data["kind"]),
                subject_id=attempt.id,
                place=attempt.draw,
                about=self._numbered(attempt),
                what=said(f"approval.ends.{data['kind']}", seal=grouped(attempt.commitment)),
                asked_by=await self.name(asked[-1]["actor"]),
                asked_at=at_of(asked[-1]),
                reason=said(f"attempt.reason.{asked[-1]['data']['reason']}"),
                is_refused=True,
                rule="second_person",
                **await self.by(body),
            )

    @staticmethod
    def _numbered(attempt: Attempt) -> str:
        number = said("attempt.numbered", number=attempt.draw, attempt=attempt.attempt)
        return number if attempt.attempt > 1 else attempt.draw

    async def _ending(self, attempt: Attempt, body: Mapping[str, Any]) -> Decided:
        kind, reason = _ENDED[attempt.state], (attempt.ending or {})["reason"]
        its = {"round": self.opened.number, "attempt": attempt.attempt, "kind": kind.value}
        before = [each for each in await self.entries("ending_asked", **its) if each["seq"] < body["seq"]]
        words_id = attempt.ending_words_id
        return Decided(
            kind=kind,
            subject_id=attempt.id,
            place=attempt.draw,
            about=self._numbered(attempt),
            what=said(f"approval.ends.{kind}", seal=grouped(attempt.commitment)),
            asked_by=await self.name(before[-1]["actor"]) if before else "",
            asked_at=at_of(before[-1]) if before else "",
            reason=said(f"attempt.reason.{reason}"),
            basis=(await self.work.words.get(words_id)).text if words_id else "",
            rule="second_person",
            **await self.by(body),
        )

    async def _cancellations(self) -> AsyncIterator[Decided]:
        drawn = [each for each in await self.work.platform_draws.all(round_id=self.opened.id) if each.ending]
        for draw in drawn[-1:]:
            asked = await self.entries("cancel_asked", round=self.opened.number)
            (body,) = await self.entries("round_cancelled", round=self.opened.number)
            reason, words_id = (draw.ending or {})["reason"], draw.ending_words_id
            yield Decided(
                kind=ApprovalKind.CANCELLATION,
                subject_id=self.opened.id,
                place=self.opened.number,
                about=self.opened.number,
                what=said("approval.what.cancellation", hash=grouped(draw.hash)),
                asked_by=await self.name(asked[-1]["actor"]) if asked else "",
                asked_at=at_of(asked[-1]) if asked else "",
                reason=said(f"platform.cancel_reason.{reason}"),
                basis=(await self.work.words.get(words_id)).text if words_id else "",
                rule="second_person",
                **await self.by(body),
            )

    async def _target(self, inspection: Inspection) -> str:
        return await self.target(inspection.target_id, inspection.target_key)
