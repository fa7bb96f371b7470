"""The released results and checked outcomes, the same on the public pages and in the chat.

Fixed fields alone: no note, no photo, no name of a person.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Self, TypeVar

from bot.domain.inspections import Inspection, InspectionState, OfInspection, Publication
from bot.domain.ports import UnitOfWork
from bot.domain.publication.parts import Said, stem_of
from bot.domain.publication.results import PublicOutcome, PublicResult
from bot.domain.publication.site import PublicTarget
from bot.domain.registers.rows import Item, Target
from bot.domain.results.follow_ups import FollowUp
from bot.domain.results.objections import Objection
from bot.domain.rounds import AttemptState, Round
from bot.usecases.draws.shelves import shelf_number
from bot.usecases.results.outcome_days import outcome_days
from bot.usecases.results.public_parts import case_parts, objections_among
from bot.usecases.results.round_items import items_among

_Row = TypeVar("_Row", bound=OfInspection)


@dataclass(frozen=True)
class ResultBook:
    """What the public may see of all inspections, read at once; rows by their ids, versions by inspection."""

    rounds: Mapping[int, Round]
    """Those that keep what was done before a result was declared void are none: it stays in its round."""
    versions: Mapping[int, Sequence[Publication]]
    inspections: Mapping[int, Sequence[Inspection]]
    """By the id of their round."""
    objections: Mapping[int, Sequence[Objection]]
    """By the id of their inspection."""
    follow_ups: Mapping[int, Sequence[FollowUp]]
    """By the id of their inspection."""
    targets: Mapping[int, Target]
    lists: Mapping[int, Sequence[Item]]
    settled: Mapping[int, date] = field(default_factory=dict)
    """By the id of their inspection, since when an outcome is public."""
    names: dict[int, dict[str, str]] = field(default_factory=dict)
    """The names of a round's items by code, by the id of the round; filled when asked for."""

    @classmethod
    async def read(cls, work: UnitOfWork) -> Self:
        """Return the book as it stands now."""
        inspections = defaultdict(list)
        versions = _by_inspection(await work.publications.all())
        objections = _by_inspection(await work.objections.all())
        follow_ups = _by_inspection(await work.follow_ups.all())
        rounds = {each.id: each for each in await work.rounds.all()}
        home = await homes_of(work, rounds)
        for inspection in await work.inspections.all():
            is_shelved = inspection.round_id in home
            if not is_shelved or inspection.id in versions:
                inspections[home.get(inspection.round_id, inspection.round_id)].append(inspection)
        shown = {row.target_id for rows in inspections.values() for row in rows if _is_told(row, versions)}
        targets = await work.targets.all(id=tuple(sorted(shown)))
        return cls(
            {number: each for number, each in rounds.items() if number not in home},
            versions,
            inspections,
            objections,
            follow_ups,
            {each.id: each for each in targets},
            {each.id: each.items for each in await work.item_lists.all()},
            await outcome_days(work),
        )

    def results(self, opened: Round) -> tuple[PublicResult, ...]:
        """Return what was published of the round, also by a draw of it that is void now."""
        return tuple(self._result(opened, row) for row in self._published(opened))

    def standing(self, opened: Round) -> tuple[PublicResult, ...]:
        """Return what was published of the round by the draws of it that stand."""
        rows = [row for row in self._published(opened) if row.round_id == opened.id]
        return tuple(self._result(opened, row) for row in rows)

    def shown(self, opened: Round) -> tuple[PublicResult, ...]:
        """Return what is public of the round now: results that have expired are taken down."""
        rows = [row for row in self._published(opened) if not self.versions[row.id][-1].is_expired]
        return tuple(self._result(opened, row) for row in rows)

    def expired(self, opened: Round) -> int:
        """Return how many results of the round have expired."""
        return sum(self.versions[row.id][-1].is_expired for row in self._published(opened))

    def _published(self, opened: Round) -> list[Inspection]:
        rows = sorted(self.inspections.get(opened.id, ()), key=_by_id)
        return [row for row in rows if row.id in self.versions]

    def outcomes(self, opened: Round) -> tuple[PublicOutcome, ...]:
        """Return the targets of the round that could not be inspected, once a second person has looked."""
        rows = self.inspections.get(opened.id, ())
        return tuple(self._outcome(opened, row) for row in rows if is_ruled_out(row))

    def withdrawn(self) -> dict[int, Said]:
        """Return why outcomes that the pages still show are marked as wrong, by inspection."""
        rows = [row for rows in self.inspections.values() for row in rows if is_ruled_out(row)]
        return {row.id: why for row in rows if (why := _why_withdrawn(row))}

    def credit_files(self) -> tuple[PublicTarget, ...]:
        """Return the file of every target of which something is public, by name; the newest first in each."""
        results: dict[str, list[PublicResult]] = defaultdict(list)
        outcomes: dict[str, list[PublicOutcome]] = defaultdict(list)
        for opened in sorted(self.rounds.values(), key=lambda each: each.number, reverse=True):
            for result in self.shown(opened):
                results[result.target_stem].append(result)
            for outcome in self.outcomes(opened):
                outcomes[outcome.target_stem].append(outcome)
        files = [_file(results[stem], outcomes[stem]) for stem in {**results, **outcomes}]
        return tuple(sorted(files, key=lambda each: (each.name, each.stem)))

    def _result(self, opened: Round, inspection: Inspection) -> PublicResult:
        after = (self.objections.get(inspection.id, ()), self.follow_ups.get(inspection.id, ()))
        return PublicResult(
            **case_parts(self.names_of(opened), self.versions[inspection.id], *after),
            **self._about(opened, inspection),
        )

    def names_of(self, opened: Round) -> dict[str, str]:
        """Return the names of a round's items by their codes."""
        if opened.id not in self.names:
            items = items_among(self.lists[opened.item_list_id], opened)
            self.names[opened.id] = {item.code: item.name for item in items}
        return self.names[opened.id]

    def _outcome(self, opened: Round, inspection: Inspection) -> PublicOutcome:
        outcome = {"key": f"confirm.outcome.{inspection.outcome}"}
        why = _why_withdrawn(inspection)
        objections = objections_among(self.objections.get(inspection.id, ()))
        about = self._about(opened, inspection)
        on = self.settled.get(inspection.id)
        return PublicOutcome(**about, outcome=outcome, published_on=on, withdrawn=why, objections=objections)

    def _about(self, opened: Round, inspection: Inspection) -> dict[str, str]:
        target = self.targets[inspection.target_id]
        return {
            "target_name": target.name,
            "target_code": target.key,
            "target_stem": stem_of(target.key),
            "round_number": opened.number,
            "category": target.category,
        }


def _by_inspection(rows: Iterable[_Row]) -> dict[int, list[_Row]]:
    """Return the rows of drawn inspections by these."""
    found: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        if row.inspection_id is not None:
            found[row.inspection_id].append(row)
    return found


def is_ruled_out(inspection: Inspection) -> bool:
    """Return whether it is settled that the target could not be inspected."""
    is_out = inspection.state is InspectionState.NOT_INSPECTABLE and bool(inspection.outcome)
    return is_out and not inspection.is_unchecked


def _why_withdrawn(inspection: Inspection) -> Said:
    return {"key": f"correction.reason.{inspection.correction}"} if inspection.is_withdrawn else ""


def _is_told(inspection: Inspection, versions: Mapping[int, Sequence[Publication]]) -> bool:
    return inspection.id in versions or is_ruled_out(inspection)


async def homes_of(work: UnitOfWork, rounds: Mapping[int, Round]) -> dict[int, int]:
    """Return of each round that keeps what a void result had begun, to which round that belongs (ids)."""
    ids = {each.number: number for number, each in rounds.items()}
    void = await work.attempts.all(state=AttemptState.VOID)
    return {ids[name]: each.round_id for each in void if (name := shelf_number(each)) in ids}


def _file(results: Sequence[PublicResult], outcomes: Sequence[PublicOutcome]) -> PublicTarget:
    named = [*results, *outcomes][0]
    return PublicTarget(
        name=named.target_name,
        code=named.target_code,
        stem=named.target_stem,
        category=named.category,
        results=tuple(results),
        outcomes=tuple(outcomes),
    )


def _by_id(inspection: Inspection) -> int:
    return inspection.id
