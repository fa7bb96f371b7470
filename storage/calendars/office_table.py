"""Reads the office's own table of a year's holidays, which may be there before any library knows it.

JSON as the public holiday-cn files have it, or TOML with the same names:
`{"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}, …]}`.
"""

import json
import tomllib
from pathlib import Path

from pydantic import ValidationError

from bot.domain.calendars.tables import YearTable

SUFFIXES = (".json", ".toml")


class OfficeTableError(ValueError):
    """A table that cannot be used; says which file and what is wrong with it."""


def parse_table(text: str, suffix: str) -> YearTable:
    """Return the table in this text; `suffix` is `.json` or `.toml`.

    Raises:
        OfficeTableError: the text is not such a table.
    """
    try:
        return YearTable.model_validate(tomllib.loads(text) if suffix == ".toml" else json.loads(text))
    except (ValidationError, ValueError) as error:
        raise OfficeTableError(f"Not a holiday table: {error}") from error


def read_tables(path: Path) -> tuple[YearTable, ...]:
    """Return the table of a file, or those of all `.json` and `.toml` files of a folder by name.

    Raises:
        OfficeTableError: one of them cannot be used, or there is none.
    """
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    tables = tuple(_read(each) for each in files if each.suffix.lower() in SUFFIXES)
    if not tables:
        raise OfficeTableError(f"No {' or '.join(SUFFIXES)} holiday table at {path}")
    return tables


def _read(path: Path) -> YearTable:
    """Return the table of one file; name the file in what goes wrong."""
    try:
        return parse_table(path.read_text(encoding="utf-8-sig"), path.suffix.lower())
    except (OSError, ValueError) as error:
        raise OfficeTableError(f"{path}: {error}") from error
