"""The credit files as the places of publication take them: a row for each entry, no word of anybody.

Knows the columns and where each text names a place; the sentences are the catalogue's.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from bot.domain.frozen import Frozen
from bot.domain.profiles.profile import Profile
from bot.domain.profiles.sourced import Sourced
from bot.domain.publication.parts import Said
from bot.domain.publication.results import PublicCase, PublicListing, PublicResult, PublicUndrawn
from bot.domain.publication.site import PublicTarget


class Place(StrEnum):
    """Where results are published: the credit system, the bureau's site, the city's platform."""

    CREDIT = "credit"
    SITE = "site"
    CITY = "city"


def place_name(profile: Profile, place: Place) -> str | None:
    """Return what the regulation calls the place; None where it names none.

    The product's own page stands in for no credit system.
    """
    names = profile.names
    named: dict[Place, Sourced[Any]] = {
        Place.CREDIT: names.publication_place,
        Place.SITE: names.publication_fallback,
        Place.CITY: names.credit_platform,
    }
    return named[place].value if named[place].is_binding else None


class RowKind(StrEnum):
    """What a row tells: the result of a draw, an inspection outside the draws, a place on the blacklist."""

    DRAWN = "drawn"
    UNDRAWN = "undrawn"
    LISTED = "listed"


class Consequences(NamedTuple):
    """What other departments make of an abnormal result, and of a place on the blacklist; "" for silence."""

    uses: Said = ""
    measures: Said = ""


class ExportRow(Frozen):
    """One entry of a credit file; `uses` says what other departments make of it, and by which article."""

    kind: Said
    target_name: str
    target_code: str
    category: str
    round_number: str = ""
    published_on: str
    version: int = 1
    conclusion: Said
    abnormal: tuple[Said, ...] = ()
    follow_ups: tuple[tuple[Said, Said, Said], ...] = ()
    uses: Said = ""


COLUMNS = tuple(ExportRow.model_fields)
"""The columns of the export, in order."""


def export_rows(files: Sequence[PublicTarget], follows: Consequences, number: str = "") -> list[ExportRow]:
    """Return the rows of all that is public, or of the results of one round, by kind, round and code.

    What no draw led to, and the blacklist, belong to no round.
    """
    results = [each for file in files for each in file.results if number in ("", each.round_number)]
    results.sort(key=lambda each: (each.round_number, each.target_code))
    rows = [_drawn(each, follows.uses) for each in results]
    if number:
        return rows
    others = sorted(files, key=lambda file: file.code)
    rows += [_undrawn(each, follows.uses) for file in others for each in file.undrawn]
    return rows + [_listed(file, each, follows.measures) for file in others for each in file.listings]


def _drawn(result: PublicResult, uses: Said) -> ExportRow:
    abnormal = tuple(each.item for each in result.findings if each.is_abnormal)
    return ExportRow(
        kind=_kind(RowKind.DRAWN),
        target_name=result.target_name,
        target_code=result.target_code,
        category=result.category,
        round_number=result.round_number,
        published_on=result.published_on.isoformat(),
        version=result.version,
        conclusion=result.conclusion,
        abnormal=abnormal,
        follow_ups=_followed(result),
        uses=uses if abnormal else "",
    )


def _undrawn(result: PublicUndrawn, uses: Said) -> ExportRow:
    abnormal = tuple(each.item for each in result.findings if each.is_abnormal)
    return ExportRow(
        kind=_kind(RowKind.UNDRAWN),
        target_name=result.target_name,
        target_code=result.target_code,
        category=result.category,
        published_on=result.published_on.isoformat(),
        version=result.version,
        conclusion=result.conclusion,
        abnormal=abnormal,
        follow_ups=_followed(result),
        uses=uses if abnormal else "",
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
