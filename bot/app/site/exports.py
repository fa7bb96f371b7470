"""公示数据: the credit files as .xlsx or JSON for a place of publication, in Chinese."""

import json
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from bot.app.papers.words import said, said_of, words_of
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.publication.places import Place, places_of
from bot.domain.results.exports import COLUMNS, Consequences, ExportRow, export_rows, without_past_ends
from bot.domain.results.taken_down import removed_rows
from bot.usecases.office import ground_of
from bot.usecases.results.credit_files import credit_files
from bot.usecases.results.released_results import ResultBook
from bot.usecases.results.removals import taken_down
from storage.files import write_atomically
from storage.workbooks.writer import write_table


class NoPlace(Exception):  # noqa: N818 - said to the operator
    """The regulation knows no such place of publication; `places` are those that it knows, with its names."""

    def __init__(self, places: dict[Place, str]) -> None:
        """Say which places there are."""
        super().__init__(*places)
        self.places = places


class Heading(NamedTuple):
    """Whose results they are, and the day on which they were taken out: a place may hold several files."""

    office: str
    day: date


class Exported(NamedTuple):
    """How many entries were written: those that stand, and those that were taken down."""

    public: int
    removed: int


async def export_results(
    work: UnitOfWork, profile: Profile, heading: Heading, target: Path, *, place: Place, number: str
) -> Exported:
    """Write the results for a place into a file with one of the ENDINGS, and return how many there are.

    What was taken down follows what is public, so that the place can do the same.

    Raises:
        NoPlace: the regulation does not name this place.
        LookupError: no round has this number.
        OSError: the file cannot be written.
    """
    places = places_of(profile)
    if place not in places:
        raise NoPlace(places)
    if number and not await work.rounds.one(number=number):
        raise LookupError(number)
    book = await ResultBook.read(work)
    files = await credit_files(work, profile, book)
    rows = without_past_ends(export_rows(files, _consequences(profile), number), heading.day)
    removed = removed_rows(await taken_down(work, profile, book, files), heading.day, number)
    with words_of(profile):
        cells = [_cells(each) for each in (*rows, *removed)]
        if target.suffix.lower() == ".json":
            about = _about(profile, heading, places[place]) | {"results": cells}
            write_atomically(target, json.dumps(about, ensure_ascii=False, indent=1).encode() + b"\n")
        else:
            title = said(
                "export.title", place=places[place], office=heading.office, day=heading.day.isoformat()
            )
            write_table(target, title, _headings(profile), [_flat(each) for each in cells])
    return Exported(len(rows), len(removed))


def _about(profile: Profile, heading: Heading, place: str) -> dict[str, Any]:
    """Return what the data are of, and how long an adverse result is public, and by which rule."""
    days = profile.terms.result_public_calendar_days.value
    term = {"calendar_days": days, "ground": said_of(ground_of(profile.rule("result_public")))}
    about = {"office": heading.office, "place": place, "exported_on": heading.day.isoformat()}
    return about | {"regulation": profile.instrument, "adverse_public_for": term}


def _headings(profile: Profile) -> list[str]:
    """Return the headings; that of the last day says so where the term is none of the text's."""
    words = {column: said(f"export.column.{column}") for column in COLUMNS}
    if profile.rule("result_public").is_default:
        words["ends_on"] = said("export.ends_on_default", heading=words["ends_on"])
    return list(words.values())


def _consequences(profile: Profile) -> Consequences:
    """Return what follows, as far as the text says so and in its words, and the term that is in force."""
    uses, measures = (
        {"key": key, "ground": ground_of(rule.ref), "words": rule.fragment} if rule.value else ""
        for key, rule in (
            ("export.uses", profile.sourced("credit")),
            ("export.measures", profile.sourced("credit_measures")),
        )
    )
    return Consequences(uses, measures, profile.terms.result_public_calendar_days.value)


def _cells(row: ExportRow) -> dict[str, Any]:
    """Return the row with every text rendered."""
    return {
        **row.model_dump(),
        "kind": said_of(row.kind),
        "state": said(f"export.state.{row.state}"),
        "conclusion": said_of(row.conclusion),
        "abnormal": [said_of(each) for each in row.abnormal],
        "follow_ups": [
            {"item": said_of(item), "measure": said_of(measure), "outcome": said_of(outcome)}
            for item, measure, outcome in row.follow_ups
        ],
        "uses": said_of(row.uses),
        "reason": said_of(row.reason),
        "objections": [said_of(each) for each in row.objections],
    }


def _flat(cells: dict[str, Any]) -> list[str]:
    """Return the cells of a line: lists with marks between."""
    followed = [
        "，".join(part for part in (each["item"], each["measure"], each["outcome"]) if part)
        for each in cells["follow_ups"]
    ]
    flat = {**cells, "abnormal": "、".join(cells["abnormal"]), "follow_ups": "；".join(followed)}
    flat |= {"objections": "；".join(cells["objections"])}
    return [str(flat[column]) for column in COLUMNS]
