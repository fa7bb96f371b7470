"""What was taken down of the credit files, or stands withdrawn: expired, wrong, or drawn by a void draw."""

from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from bot.domain.inspections import Inspection
from bot.domain.journal.entries import body_of
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.publication.parts import Said, stem_of
from bot.domain.publication.site import PublicTarget
from bot.domain.results.exports import PublicState, RowKind
from bot.domain.results.listings import Listing, ListingState
from bot.domain.results.taken_down import TAKEN_BACK_EVENTS, TakenBack, TakenDown, taken_back
from bot.domain.results.undrawn import Undrawn
from bot.domain.rounds import AttemptState
from bot.usecases.draws.shelves import shelf_number
from bot.usecases.office import ground_of
from bot.usecases.results.outcome_days import day_of
from bot.usecases.results.released_results import ResultBook, homes_of, is_ruled_out

_ENDINGS = ("result_expired", "undrawn_taken_down", "listing_expired", "listing_lifted")
_GONE = (ListingState.EXPIRED, ListingState.LIFTED)


async def taken_down(
    work: UnitOfWork, profile: Profile, book: ResultBook, files: Iterable[PublicTarget]
) -> list[TakenDown]:
    """Return every entry that was public and is so no longer, or as wrong alone, beside these files."""
    its = await _Removals.read(work, profile, book, {each.stem for each in files})
    parts = (its.results(), its.undrawn(), its.outcomes(), its.voided(), its.listed())
    found = [entry for part in parts async for entry in part]
    return found + [entry async for entry in its.repaired(found)]


@dataclass(frozen=True)
class _Removals:
    """Reads the rows; `days` are those of the journal by event, subject and id, `numbers` those of rounds.

    `stems` name the targets that have a credit file.
    """

    work: UnitOfWork
    profile: Profile
    book: ResultBook
    days: Mapping[tuple[str, str, int], date]
    numbers: Mapping[int, str]
    stems: Collection[str]

    @classmethod
    async def read(cls, work: UnitOfWork, profile: Profile, book: ResultBook, stems: Collection[str]) -> Self:
        """Return the reader with what the journal and the rounds say."""
        rounds = {each.id: each for each in await work.rounds.all()}
        homes = await homes_of(work, rounds)
        numbers = {number: rounds[homes.get(number, number)].number for number in rounds}
        bodies = [body_of(each) for each in await work.journal.all(event=_ENDINGS)]
        days = {
            (each["event"], subject, number): day_of(each["at"])
            for each in bodies
            if "version" not in each["data"]  # of one that was replaced
            for subject, number in each["data"].items()
        }
        return cls(work, profile, book, days, numbers, stems)

    async def results(self) -> AsyncIterator[TakenDown]:
        """Yield the results of draws whose time is over."""
        for row in (row for rows in self.book.inspections.values() for row in rows):
            versions = self.book.versions.get(row.id)
            if versions and versions[-1].is_expired:
                yield await self._entry(
                    RowKind.DRAWN,
                    row,
                    PublicState.EXPIRED,
                    published_on=versions[-1].published_on,
                    removed_on=self.days.get(("result_expired", *row.subject)),
                    version=versions[-1].version,
                    reason=self._over("result_public"),
                )

    async def undrawn(self) -> AsyncIterator[TakenDown]:
        """Yield the inspections outside the draws whose time is over, or which two people took down."""
        for row in await self.work.undrawn.all():
            versions = await self.work.publications.all(undrawn_id=row.id)
            is_expired = bool(versions) and versions[-1].is_expired
            if versions and (is_expired or row.is_withdrawn):
                event = "result_expired" if is_expired else "undrawn_taken_down"
                wrong = f"correction.reason.{row.correction}" if row.correction else "export.reason.recalled"
                yield await self._entry(
                    RowKind.UNDRAWN,
                    row,
                    PublicState.EXPIRED if is_expired else PublicState.TAKEN_DOWN,
                    published_on=versions[-1].published_on,
                    removed_on=self.days.get((event, *row.subject)),
                    version=versions[-1].version,
                    reason=self._over("result_public") if is_expired else {"key": wrong},
                )

    async def outcomes(self) -> AsyncIterator[TakenDown]:
        """Yield the outcomes of targets that could not be inspected, where they were found wrong.

        Whether one is gone or stands with the mark of it, and why, is what the pages say.
        """
        marked = self.book.withdrawn()
        for each in await self._taken_back():
            why = marked.get(each.inspection, "") if each.is_marked else ""
            yield await self._entry(
                RowKind.OUTCOME,
                await self.work.inspections.get(each.inspection),
                PublicState.WITHDRAWN if why else PublicState.TAKEN_DOWN,
                published_on=each.since,
                removed_on=each.on,
                reason=why or {"key": f"correction.reason.{each.reason}"},
            )

    async def _taken_back(self) -> Sequence[TakenBack]:
        bodies = [body_of(each) for each in await self.work.journal.all(event=TAKEN_BACK_EVENTS)]
        return taken_back((each["event"], day_of(each["at"]), each["data"]) for each in bodies)

    async def voided(self) -> AsyncIterator[TakenDown]:
        """Yield the outcomes of targets whose draw was declared void afterwards."""
        for attempt in await self.work.attempts.all(state=AttemptState.VOID):
            shelf = await self.work.rounds.one(number=shelf_number(attempt))
            for row in await self.work.inspections.all(round_id=shelf.id) if shelf else ():
                if is_ruled_out(row) and not row.is_withdrawn and row.id not in self.book.versions:
                    yield await self._entry(
                        RowKind.OUTCOME,
                        row,
                        PublicState.TAKEN_DOWN,
                        published_on=self.book.settled.get(row.id),
                        removed_on=day_of(attempt.ending["at"]) if attempt.ending else None,
                        reason={"key": "export.reason.void"},
                    )

    async def listed(self) -> AsyncIterator[TakenDown]:
        """Yield what stood on the blacklist and does so no longer."""
        for row in await self.work.listings.all(state=_GONE):
            if row.listed_on:
                is_expired = row.state is ListingState.EXPIRED
                event = "listing_expired" if is_expired else "listing_lifted"
                yield await self._entry(
                    RowKind.LISTED,
                    row,
                    PublicState.EXPIRED if is_expired else PublicState.TAKEN_DOWN,
                    published_on=row.listed_on,
                    removed_on=self.days.get((event, "listing", row.id)),
                    reason=self._over("listing") if is_expired else {"key": "export.reason.lifted"},
                )

    async def repaired(self, others: Iterable[TakenDown]) -> AsyncIterator[TakenDown]:
        """Yield the repaired listings of targets of which nothing else is public any more.

        They went with the last of the others: until then the target had a credit file.
        """
        gone = sorted((each.removed_on, each.target_code) for each in others if each.removed_on)
        last = {code: on for on, code in gone}
        for row in await self.work.listings.all(state=ListingState.REPAIRED):
            target = await self.work.targets.get(row.target_id)
            if stem_of(target.key) not in self.stems:
                yield await self._entry(
                    RowKind.LISTED,
                    row,
                    PublicState.EXPIRED,
                    published_on=row.listed_on,
                    removed_on=last.get(target.key),
                    reason=self._over("result_public"),
                )

    def _over(self, rule: str) -> Said:
        return {"key": "export.reason.over", "ground": ground_of(self.profile.rule(rule))}

    async def _entry(
        self, kind: RowKind, row: Inspection | Undrawn | Listing, state: PublicState, **fields: Any
    ) -> TakenDown:
        target = await self.work.targets.get(row.target_id)
        about = {"target_name": target.name, "target_code": target.key, "category": target.category}
        number = self.numbers[row.round_id] if isinstance(row, Inspection) else ""
        return TakenDown.model_validate(
            {"kind": kind, **about, "round_number": number, "state": state, **fields}
        )
