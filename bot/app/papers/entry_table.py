"""平台录入表: the results of a round as one table, for a platform that stands on another network."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.app.papers.words import said
from bot.domain.documents.cases import ReentrySheet
from storage.workbooks.writer import write_table

COLUMNS = (
    *("target", "code", "visited_on", "people", "method", "number", "item", "finding", "note"),
    *("conclusion", "confirmed", "due_on", "receipt"),
)
"""What a row says, in the order of the printed sheet."""


def entry_table_name(number: str) -> str:
    """Return the name of the table's file for a round."""
    return f"{said('entry_table.name')}-{number}.xlsx"


def write_entry_table(path: Path, sheets: Sequence[ReentrySheet]) -> None:
    """Write a row for each item of each target that there is something to enter of; only the owner reads it.

    Raises:
        OSError: it cannot be written.
    """
    first = sheets[0]
    title = said("entry_table.title", number=first.round_number, platform=first.platform)
    headings = [said(f"entry_table.{column}") for column in COLUMNS]
    rows = [row for sheet in sheets if _is_due(sheet) for row in _rows(sheet)]
    write_table(path, title, headings, rows, is_private=True)


def _is_due(sheet: ReentrySheet) -> bool:
    """Return whether the target was visited, or is found not to be inspected at all."""
    return sheet.is_of_use or bool(sheet.conclusion)


def _rows(sheet: ReentrySheet) -> Iterator[list[str]]:
    people = "、".join(said("entry_table.person", name=each.name, unit=each.unit) for each in sheet.team)
    days = [each.isoformat() if each else "" for each in (sheet.visited_on, sheet.due_on)]
    for item in sheet.items:
        yield [
            *(sheet.target_name, sheet.target_code, days[0], people, sheet.method),
            *(str(item.number), item.item, item.finding, item.note),
            *(sheet.conclusion, sheet.target_signature, days[1], sheet.receipt),
        ]
