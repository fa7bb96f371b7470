"""From the rows and the journal to the approval forms of one inspection outside the draws."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date

from bot.app.papers.approval_forms import Decided, approval_of
from bot.app.papers.decisions import Decisions, at_of
from bot.app.papers.words import said
from bot.domain.documents.approval import Approval, ApprovalKind
from bot.domain.documents.days import day_in_words
from bot.domain.documents.document import Line
from bot.domain.publication.parts import stem_of
from bot.domain.results.objections import Outcome
from bot.domain.results.undrawn import RECORDED_BY, Undrawn, rows_of


@dataclass(frozen=True)
class UndrawnApprovals(Decisions):
    """Reads what was decided about one record."""

    row: Undrawn

    async def all(self) -> list[tuple[Decided, Approval]]:
        """Return every decision with its form, kind by kind in the order in which they were made."""
        readers = (self._publications(), self._corrections(), self._measures(), self._taken_down())
        found = [each for reader in readers async for each in reader]
        file = Line(label=said("approval.volume"), text=self.row.volume)
        page = f"target-{stem_of(self.row.target_key)}.html"
        return [(each, approval_of(self.letter, each, file, page)) for each in found]

    async def _about(self) -> str:
        return await self.target(self.row.target_id, self.row.target_key)

    async def _publications(self) -> AsyncIterator[Decided]:
        recorded = [each for event in RECORDED_BY for each in await self.entries(event, undrawn=self.row.id)]
        for body in await self.entries("undrawn_published", undrawn=self.row.id):
            before = [each for each in recorded if each["seq"] < body["seq"]]
            asked = max(before, key=lambda each: int(each["seq"]))
            yield Decided(
                kind=ApprovalKind.UNDRAWN,
                subject_id=self.row.id,
                place=self.row.target_key,
                about=await self._about(),
                what=said(
                    "approval.what.undrawn",
                    cause=said(f"undrawn.cause.{asked['data']['cause']}"),
                    day=day_in_words(date.fromisoformat(asked["data"]["on"])),
                    version=body["data"]["version"],
                    conclusion=said(f"conclusion.{body['data']['conclusion']}"),
                ),
                asked_by=await self.name(asked["actor"]),
                asked_at=at_of(asked),
                rule="not_by_draw",
                **await self.by(body),
            )

    async def _corrections(self) -> AsyncIterator[Decided]:
        for each in await self.work.objections.all(**rows_of(self.row), outcome=Outcome.UPHELD):
            yield await self.objection(each, self.row, self.row.target_key, await self._about())

    async def _measures(self) -> AsyncIterator[Decided]:
        items = (await self.work.item_lists.get(self.row.item_list_id)).items
        for each in await self.work.follow_ups.all(**rows_of(self.row)):
            if each.decided_by is not None:
                yield await self.measure(each, self.row.target_key, await self._about(), items)

    async def _taken_down(self) -> AsyncIterator[Decided]:
        asked = await self.entries("undrawn_recalled", undrawn=self.row.id)
        for body in await self.entries("undrawn_taken_down", undrawn=self.row.id):
            words_id = self.row.reason_words_id
            yield Decided(
                kind=ApprovalKind.TAKE_DOWN,
                subject_id=self.row.id,
                place=self.row.target_key,
                about=await self._about(),
                what=said("approval.what.take_down", day=day_in_words(self.row.visited_on)),
                asked_by=await self.name(asked[-1]["actor"]),
                asked_at=at_of(asked[-1]),
                reason=(await self.work.words.get(words_id)).text if words_id else "",
                rule="second_person",
                **await self.by(body),
            )
