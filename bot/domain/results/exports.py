"""The credit files as the places of publication take them: a row for each entry, no word of anybody.

Knows the columns; the sentences are the catalogue's.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from bot.domain.frozen import Frozen
from bot.domain.publication.parts import Said
from bot.domain.publication.results import (
    PublicCase,
    PublicListing,
    PublicOutcome,
    PublicResult,
    PublicUndrawn,
)
from bot.domain.publication.site import PublicTarget


class RowKind(StrEnum):
    """What a row tells: a drawn target's result, or why it has none, another inspection, a blacklisting."""

    DRAWN = "drawn"
    OUTCOME = "outcome"
    UNDRAWN = "undrawn"
    LISTED = "listed"


class Consequences(NamedTuple):
    """What other departments make of an abnormal result, and of a place on the blacklist; "" for silence."""

    uses: Said = ""
    measures: Said = ""


class ExportRow(Frozen):
    """One entry of a credit file; `uses` says what other departments make of it, and by which article.

    `reason` is why this version took the place of the one before, or why the entry stands no longer;
    `objections` how each of the target's was answered; `record_hash` what the inspectors have signed.
    """

    kind: Said
    target_name: str
    target_code: str
    category: str
    round_number: str = ""
    published_on: str = ""
    version: int = 1
    conclusion: Said
    abnormal: tuple[Said, ...] = ()
    follow_ups: tuple[tuple[Said, Said, Said], ...] = ()
    uses: Said = ""
    reason: Said = ""
    objections: tuple[Said, ...] = ()
    record_hash: str = ""


COLUMNS = tuple(ExportRow.model_fields)
"""The columns of the export, in order."""


def export_rows(files: Sequence[PublicTarget], follows: Consequences, number: str = "") -> list[ExportRow]:
    """Return the rows of all that is public, or of the results of one round, by kind, round and code.

    What no draw led to, and the blacklist, belong to no round.
    """
    results = [each for file in files for each in file.results if number in ("", each.round_number)]
    outcomes = [(each, file) for file in files for each in file.outcomes if number in ("", each.round_number)]
    rows = [_drawn(each, follows.uses) for each in results]
    rows += [_outcome(each, file) for each, file in outcomes]
    rows.sort(key=lambda row: (row.round_number, row.target_code))
    if number:
        return rows
    others = sorted(files, key=lambda file: file.code)
    rows += [_undrawn(each, follows.uses) for file in others for each in file.undrawn]
    return rows + [_listed(file, each, follows.measures) for file in others for each in file.listings]


def _drawn(result: PublicResult, uses: Said) -> ExportRow:
    return ExportRow(kind=_kind(RowKind.DRAWN), round_number=result.round_number, **_case(result, uses))


def _undrawn(result: PublicUndrawn, uses: Said) -> ExportRow:
    return ExportRow(kind=_kind(RowKind.UNDRAWN), **_case(result, uses))


def _case(result: PublicResult | PublicUndrawn, uses: Said) -> dict[str, Any]:
    abnormal = tuple(each.item for each in result.findings if each.is_abnormal)
    return {
        "target_name": result.target_name,
        "target_code": result.target_code,
        "category": result.category,
        "published_on": result.published_on.isoformat(),
        "version": result.version,
        "conclusion": result.conclusion,
        "abnormal": abnormal,
        "follow_ups": _followed(result),
        "uses": uses if abnormal else "",
        "reason": result.reason,
        "objections": tuple(each.state for each in result.objections),
        "record_hash": result.record_hash or "",
    }


def _outcome(outcome: PublicOutcome, file: PublicTarget) -> ExportRow:
    """Return the row of a drawn target that could not be inspected: it has no day of publication."""
    return ExportRow(
        kind=_kind(RowKind.OUTCOME),
        target_name=outcome.target_name,
        target_code=outcome.target_code,
        category=file.category,
        round_number=outcome.round_number,
        conclusion=outcome.outcome,
        reason=outcome.withdrawn,
        objections=tuple(each.state for each in outcome.objections),
    )


def _followed(result: PublicCase) -> tuple[tuple[Said, Said, Said], ...]:
    return tuple((each.item, each.measure, each.outcome) for each in result.follow_ups)


def _listed(file: PublicTarget, listing: PublicListing, measures: Said) -> ExportRow:
    """Return the row of a listing; once it is repaired nothing follows from it any more."""
    repaired = listing.repaired_on
    until = {"key": "export.until", "day": {"date": listing.until.isoformat()}}
    mended = {"key": "export.repaired", "day": {"date": repaired.isoformat()}} if repaired else until
    return ExportRow(
        kind=_kind(RowKind.LISTED),
        target_name=file.name,
        target_code=file.code,
        category=file.category,
        published_on=listing.listed_on.isoformat(),
        conclusion=mended,
        abnormal=(listing.item,),
        follow_ups=((listing.item, "", listing.outcome),),
        uses="" if repaired else measures,
    )


def _kind(kind: RowKind) -> Said:
    return {"key": f"export.kind.{kind}"}
