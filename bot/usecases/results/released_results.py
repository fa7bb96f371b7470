"""The released results and checked outcomes, the same on the public pages and in the chat.

Fixed fields alone: no note, no photo, no name of a person.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from bot.domain.inspections import Inspection, InspectionState, Publication
from bot.domain.ports import UnitOfWork
from bot.domain.publication.parts import Said, stem_of
from bot.domain.publication.results import (
    PublicAbout,
    PublicFinding,
    PublicFollowUp,
    PublicObjection,
    PublicOutcome,
    PublicResult,
    PublicVersion,
)
from bot.domain.publication.site import PublicTarget
from bot.domain.registers.rows import Item, Target
from bot.domain.results.findings import ABNORMAL, UNCOOPERATIVE
from bot.domain.results.follow_ups import FollowUp, FollowUpState
from bot.domain.results.objections import Objection
from bot.domain.rounds import AttemptState, Round
from bot.usecases.draws.call_off import shelf_number
from bot.usecases.results.objection_cards import state_text
from bot.usecases.results.round_items import items_among


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
    names: dict[int, dict[str, str]] = field(default_factory=dict)
    """The names of a round's items by code, by the id of the round; filled when asked for."""

    @classmethod
    async def read(cls, work: UnitOfWork) -> Self:
        """Return the book as it stands now."""
        versions, inspections, objections = defaultdict(list), defaultdict(list), defaultdict(list)
        for publication in await work.publications.all():
            versions[publication.inspection_id].append(publication)
        for objection in await work.objections.all(is_own=False):
            objections[objection.inspection_id].append(objection)
        follow_ups = defaultdict(list)
        for follow_up in await work.follow_ups.all():
            follow_ups[follow_up.inspection_id].append(follow_up)
        rounds = {each.id: each for each in await work.rounds.all()}
        home = await _homes(work, rounds)
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
        )

    def results(self, opened: Round) -> tuple[PublicResult, ...]:
        """Return what was published of the round."""
        return tuple(self._result(opened, row) for row in self._published(opened))

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
        *replaced, last = self.versions[inspection.id]
        earlier = [self._version(opened, each) for each in replaced if not each.is_expired]
        return PublicResult(
            **self._version(opened, last).model_dump(),
            **self._about(opened, inspection),
            category=self.targets[inspection.target_id].category,
            earlier=tuple(reversed(earlier)),
            objections=tuple(_objection(each) for each in self.objections.get(inspection.id, ())),
            follow_ups=self._follow_ups(opened, inspection),
        )

    def _follow_ups(self, opened: Round, inspection: Inspection) -> tuple[PublicFollowUp, ...]:
        rows = [each for each in self.follow_ups.get(inspection.id, ()) if _is_followed(each)]
        return tuple(self._follow_up(opened, each) for each in rows)

    def _follow_up(self, opened: Round, row: FollowUp) -> PublicFollowUp:
        is_public = row.state is FollowUpState.PUBLISHED
        outcome = f"follow_up.result.{row.result}" if is_public else "follow_up.in_hand"
        return PublicFollowUp(
            item=self.followed(opened, row),
            item_stem=stem_of(row.item_code),
            is_whole=row.item_code == UNCOOPERATIVE,
            measure={"key": f"follow_up.measure.{row.measure}"} if is_public else "",
            outcome={"key": outcome},
            published_on=row.published_on,
            ordered_by=row.due_on if is_public and row.extended_to else None,
            extended_to=row.extended_to if is_public else None,
        )

    def _version(self, opened: Round, publication: Publication) -> PublicVersion:
        reason: Said = {"key": f"correction.reason.{publication.reason}"} if publication.reason else ""
        return PublicVersion(
            conclusion={"key": f"conclusion.{publication.conclusion}"},
            findings=tuple(
                self._finding(opened, code, finding, publication.values.get(code, ""))
                for code, finding in publication.findings
            ),
            record_hash=publication.record_hash,
            published_on=publication.published_on,
            version=publication.version,
            reason=reason,
        )

    def _finding(self, opened: Round, code: str, finding: str, value: str) -> PublicFinding:
        found: Said = {"key": f"finding.{finding}"}
        return PublicFinding(
            item=self.names_of(opened).get(code, code),
            item_stem=stem_of(code),
            finding={"key": "finding.with_value", "finding": found, "value": value} if value else found,
            is_abnormal=finding == ABNORMAL,
            has_value=bool(value),
        )

    def names_of(self, opened: Round) -> dict[str, str]:
        """Return the names of a round's items by their codes."""
        if opened.id not in self.names:
            items = items_among(self.lists[opened.item_list_id], opened)
            self.names[opened.id] = {item.code: item.name for item in items}
        return self.names[opened.id]

    def followed(self, opened: Round, row: FollowUp) -> Said:
        """Return the name of the item that is followed up, or the outcome of the whole."""
        if row.item_code == UNCOOPERATIVE:
            return {"key": f"conclusion.{UNCOOPERATIVE}"}
        return self.names_of(opened).get(row.item_code, row.item_code)

    def _outcome(self, opened: Round, inspection: Inspection) -> PublicOutcome:
        outcome = {"key": f"confirm.outcome.{inspection.outcome}"}
        why: Said = {"key": f"correction.reason.{inspection.correction}"} if inspection.is_withdrawn else ""
        objections = tuple(_objection(each) for each in self.objections.get(inspection.id, ()))
        about = self._about(opened, inspection)
        return PublicOutcome(**about, outcome=outcome, withdrawn=why, objections=objections)

    def _about(self, opened: Round, inspection: Inspection) -> dict[str, str]:
        target = self.targets[inspection.target_id]
        return {
            "target_name": target.name,
            "target_code": target.key,
            "target_stem": stem_of(target.key),
            "round_number": opened.number,
        }


def is_ruled_out(inspection: Inspection) -> bool:
    """Return whether it is settled that the target could not be inspected."""
    is_out = inspection.state is InspectionState.NOT_INSPECTABLE and bool(inspection.outcome)
    return is_out and not inspection.is_unchecked


def _is_told(inspection: Inspection, versions: Mapping[int, Sequence[Publication]]) -> bool:
    return inspection.id in versions or is_ruled_out(inspection)


async def _homes(work: UnitOfWork, rounds: Mapping[int, Round]) -> dict[int, int]:
    """Return of each round that keeps what a void result had begun, to which round that belongs (ids)."""
    ids = {each.number: number for number, each in rounds.items()}
    void = await work.attempts.all(state=AttemptState.VOID)
    return {ids[name]: each.round_id for each in void if (name := shelf_number(each)) in ids}


def _is_followed(row: FollowUp) -> bool:
    return row.state is not FollowUpState.DROPPED


def _objection(objection: Objection) -> PublicObjection:
    return PublicObjection(
        received_on=objection.received_on,
        is_late=objection.is_late,
        state=state_text(objection),
        answered_on=objection.answered_on,
    )


def _file(results: Sequence[PublicResult], outcomes: Sequence[PublicOutcome]) -> PublicTarget:
    named: PublicAbout = [*results, *outcomes][0]
    return PublicTarget(
        name=named.target_name,
        code=named.target_code,
        stem=named.target_stem,
        category=next((each.category for each in results), ""),
        results=tuple(results),
        outcomes=tuple(outcomes),
    )


def _by_id(inspection: Inspection) -> int:
    return inspection.id
