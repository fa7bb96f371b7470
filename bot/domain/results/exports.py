"""The credit files as the places of publication take them: a row for each entry, no word of anybody.

Knows the columns; the sentences are the catalogue's.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
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


class PublicState(StrEnum):
    """Whether an entry is public now: if not, its time was over, or it does not stand.

    One that is withdrawn is public still, with the mark that it was wrong.
    """

    PUBLIC = "public"
    EXPIRED = "expired"
    TAKEN_DOWN = "taken_down"
    WITHDRAWN = "withdrawn"


class Consequences(NamedTuple):
    """What follows by the text: what is made of the result of a draw, and of a place on the blacklist.

    "" is its silence. After `public_days` an adverse result is taken down.
    """

    uses: Said = ""
    measures: Said = ""
    public_days: int = 0


class ExportRow(Frozen):
    """One entry of a credit file; `uses` says what other departments make of it, and by which article.

    `ends_on` is the last day on which it is public, "" where it has none, or stands beyond it; `removed_on`
    since when it is not, or is marked as wrong.
    `reason` is why this version took the place of the one before, or why the entry stands no longer;
    `objections` how each of the target's was answered; `record_hash` what the inspectors have signed.
    """

    kind: Said
    target_name: str
    target_code: str
    category: str
    round_number: str = ""
    state: PublicState = PublicState.PUBLIC
    published_on: str = ""
    ends_on: str = ""
    removed_on: str = ""
    version: int = 1
    conclusion: Said = ""
    abnormal: tuple[Said, ...] = ()
    follow_ups: tuple[tuple[Said, Said, Said], ...] = ()
    uses: Said = ""
    reason: Said = ""
    objections: tuple[Said, ...] = ()
    record_hash: str = ""


COLUMNS = tuple(ExportRow.model_fields)
"""The columns of the export, in order."""


def export_rows(files: Sequence[PublicTarget], follows: Consequences, number: str = "") -> list[ExportRow]:
    """Return the rows of all that stands, or of the results of one round, by kind, round and code.

    What no draw led to, and the blacklist, belong to no round.
    """
    results = [each for file in files for each in file.results if number in ("", each.round_number)]
    outcomes = [each for file in files for each in file.outcomes if number in ("", each.round_number)]
    rows = [_drawn(each, follows) for each in results]
    rows += [_outcome(each) for each in outcomes if not each.withdrawn]
    rows.sort(key=lambda row: (row.round_number, row.target_code))
    if number:
        return rows
    others = sorted(files, key=lambda file: file.code)
    rows += [_undrawn(each, follows) for file in others for each in file.undrawn]
    return rows + [_listed(file, each, follows.measures) for file in others for each in file.listings]


def _drawn(result: PublicResult, follows: Consequences) -> ExportRow:
    """Return the row of a result, whatever was found: the texts speak of the results of the draws, of all."""
    return ExportRow(
        kind=kind_text(RowKind.DRAWN),
        round_number=result.round_number,
        uses=follows.uses,
        **_case(result, follows.public_days),
    )


def _undrawn(result: PublicUndrawn, follows: Consequences) -> ExportRow:
    """Return the row of an inspection that was none of the draws, so that their texts say nothing of it."""
    return ExportRow(kind=kind_text(RowKind.UNDRAWN), **_case(result, follows.public_days))


def _case(result: PublicResult | PublicUndrawn, days: int) -> dict[str, Any]:
    since = result.adverse_since
    return {
        "target_name": result.target_name,
        "target_code": result.target_code,
        "category": result.category,
        "published_on": result.published_on.isoformat(),
        "ends_on": (since + timedelta(days=days)).isoformat() if since else "",
        "version": result.version,
        "conclusion": result.conclusion,
        "abnormal": tuple(each.item for each in result.findings if each.is_abnormal),
        "follow_ups": _followed(result),
        "reason": result.reason,
        "objections": tuple(each.state for each in result.objections),
        "record_hash": result.record_hash or "",
    }


def _outcome(outcome: PublicOutcome) -> ExportRow:
    """Return the row of a drawn target that could not be inspected."""
    settled = outcome.published_on
    return ExportRow(
        kind=kind_text(RowKind.OUTCOME),
        target_name=outcome.target_name,
        target_code=outcome.target_code,
        category=outcome.category,
        round_number=outcome.round_number,
        published_on=settled.isoformat() if settled else "",
        conclusion=outcome.outcome,
        objections=tuple(each.state for each in outcome.objections),
    )


def _followed(result: PublicCase) -> tuple[tuple[Said, Said, Said], ...]:
    return tuple((each.item, each.measure, each.outcome) for each in result.follow_ups)


def _listed(file: PublicTarget, listing: PublicListing, measures: Said) -> ExportRow:
    """Return the row of a listing; once it is repaired nothing follows from it any more."""
    repaired = listing.repaired_on
    listed: Said = {"key": "export.listed"}
    mended: Said = {"key": "export.repaired", "day": repaired.isoformat()} if repaired else listed
    return ExportRow(
        kind=kind_text(RowKind.LISTED),
        target_name=file.name,
        target_code=file.code,
        category=file.category,
        published_on=listing.listed_on.isoformat(),
        ends_on=listing.until.isoformat(),
        conclusion=mended,
        abnormal=(listing.item,),
        follow_ups=((listing.item, "", listing.outcome),),
        uses="" if repaired else measures,
    )


def without_past_ends(rows: Iterable[ExportRow], day: date) -> list[ExportRow]:
    """Return the rows as they are told on this day: what stands beyond its last day is followed up still.

    A day that is over would have a place of publication take down what is public.
    """
    return [row.model_copy(update={"ends_on": ""}) if row.ends_on < day.isoformat() else row for row in rows]


def kind_text(kind: RowKind) -> Said:
    """Return what rows of this kind are called."""
    return {"key": f"export.kind.{kind}"}
