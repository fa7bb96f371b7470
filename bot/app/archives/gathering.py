"""What an archive says of its rows: their words, their people, their files.

The archive is the office's own: names and words are in it. Phones, licence numbers and account ids are not.
"""

import json
from collections.abc import Iterable
from typing import Any

from bot.domain.people import Record
from bot.domain.ports import UnitOfWork
from bot.domain.round_rows import FILES, PLATFORM_FILES
from bot.usecases.rounds.journalled_words import Journalled
from bot.usecases.rounds.rows_of_round import Rows, each_row, words_ids

_NOT_KEPT = {"account_id", "message_id", "update_id", "collecting", "board"}
_PERSONAL = ("person_id", "coordinator_id")
_TEAMS = ("visitors", "team")
"""Who went there, where it is a list; of a drawn inspection `team` is a number."""


async def words_of_rows(work: UnitOfWork, rows: Rows, told: Journalled) -> list[dict[str, Any]]:
    """Return what was written, by row id, each with salt and the commitment that the journal keeps.

    `is_replaced` are words that no row names any more: an edit, or a later version, has taken their place, or
    all had signed before. Of destroyed words the commitment is left.
    """
    named = set(words_ids(each_row(rows)))
    found = await work.words.all(id=tuple(sorted(named | set(told.words))))
    return [
        {
            "id": each.id,
            "salt": each.salt,
            "text": each.text,
            "commitment": each.commitment,
            "is_replaced": each.id not in named,
        }
        for each in found
    ]


async def people_of_rows(work: UnitOfWork, rows: Rows) -> list[dict[str, Any]]:
    """Return name and unit of everybody whom the rows name by number."""
    ids: set[int] = set()
    for row in each_row(rows):
        for name, value in row.model_dump().items():
            if name in _TEAMS and isinstance(value, list):
                ids.update(value)
            elif (name in _PERSONAL or name.endswith("_by")) and isinstance(value, int):
                ids.add(value)
    people = await work.people.all(id=tuple(sorted(ids)))
    return [{"id": each.id, "name": each.name, "unit": each.unit} for each in people]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def as_file(rows: Iterable[Record]) -> bytes:
    """Return rows as JSON, without what leads to an account."""
    return as_json(
        [
            {name: value for name, value in row.model_dump(mode="json").items() if name not in _NOT_KEPT}
            for row in rows
        ]
    )


def as_json(value: Any) -> bytes:
    """Return a value as JSON whose bytes are the same each time."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def hashes_of(rows: Rows) -> list[str]:
    """Return the SHA-256 of each file that the rows name: photos, signed papers, a platform's lists."""
    found: set[str] = set()
    for row in each_row(rows):
        for column in FILES:
            found |= set(_listed(getattr(row, column, "")))
    imports: Any = rows.get("platform_draws", ())
    found |= {each.document.get(name, "") for each in imports for name in PLATFORM_FILES}
    return sorted(found - {""})
