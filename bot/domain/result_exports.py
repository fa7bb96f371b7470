"""The released results as the places of publication take them: a row for each result, no word of anybody.

Knows the columns and where each text names a place; the sentences are the catalogue's.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from bot.domain.frozen import Frozen
from bot.domain.profile import Profile
from bot.domain.publication.parts import Said
from bot.domain.publication.results import PublicResult
from bot.domain.publication.site import PublicTarget
from bot.domain.sourced import Sourced


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


class ExportRow(Frozen):
    """One released result; `uses` says what other departments make of it, and by which article."""

    target_name: str
    target_code: str
    category: str
    round_number: str
    published_on: str
    version: int
    conclusion: Said
    abnormal: tuple[str, ...]
    follow_ups: tuple[tuple[str, Said, Said], ...]
    uses: Said


COLUMNS = tuple(ExportRow.model_fields)
"""The columns of the export, in order."""


def export_rows(files: Sequence[PublicTarget], uses: Said, number: str = "") -> list[ExportRow]:
    """Return the rows of all results, or of those of one round, by round and code.

    `uses` is what is said of a result with something abnormal in it.
    """
    results = [each for file in files for each in file.results if number in ("", each.round_number)]
    return [
        _row(each, uses) for each in sorted(results, key=lambda each: (each.round_number, each.target_code))
    ]


def _row(result: PublicResult, uses: Said) -> ExportRow:
    abnormal = tuple(each.item for each in result.findings if each.is_abnormal)
    return ExportRow(
        target_name=result.target_name,
        target_code=result.target_code,
        category=result.category,
        round_number=result.round_number,
        published_on=result.published_on.isoformat(),
        version=result.version,
        conclusion=result.conclusion,
        abnormal=abnormal,
        follow_ups=tuple((each.item, each.measure, each.outcome) for each in result.follow_ups),
        uses=uses if abnormal else "",
    )
