"""Reads the office's table of school holidays and examinations: a .csv that Excel writes, .json or .toml.

The first line of the .csv names the columns: 名称,类型,开始日期,结束日期,适用类别; the type
is 假期 or 考试, the categories are those of the register, separated by 、, and none is all.
JSON and TOML have a list `periods` with the fields of `SchoolPeriod`.
"""

import csv
import json
import tomllib
from pathlib import Path
from typing import Any

import structlog
from pydantic import ValidationError

from bot.domain.registers.written import read_day
from bot.domain.visits.schedule import PeriodKind, SchoolPeriod

COLUMNS = {
    "名称": "name",
    "类型": "kind",
    "开始日期": "starts_on",
    "结束日期": "ends_on",
    "适用类别": "categories",
}
_KINDS = {"假期": PeriodKind.HOLIDAY, "考试": PeriodKind.EXAM}
log = structlog.get_logger()
_ENCODINGS = ("utf-8-sig", "gb18030")


class SchoolTableError(ValueError):
    """A table that cannot be used; says which file, which line, and what is wrong."""


def read_school_table(path: Path) -> tuple[SchoolPeriod, ...]:
    """Return the periods of the file.

    Raises:
        SchoolTableError: it cannot be read, or a line of it cannot be used.
    """
    try:
        text = _decoded(path.read_bytes())
        rows = _csv_rows(text) if path.suffix.lower() == ".csv" else _periods(text, path.suffix.lower())
        return tuple(_period(n, row) for n, row in rows)
    except (OSError, ValueError) as error:
        raise SchoolTableError(f"{path}: {error}") from error


class SchoolTable:
    """The table as its file is now: changed, it is read again; faulty, it is logged and changes nothing."""

    def __init__(self, path: Path) -> None:
        """Read the file; raise SchoolTableError where it cannot be used."""
        self._path, self._seen = path, _stamp(path)
        self._periods = read_school_table(path)

    def __call__(self) -> tuple[SchoolPeriod, ...]:
        """Return the periods."""
        stamp = _stamp(self._path)
        if stamp != self._seen:
            self._seen = stamp
            try:
                self._periods = read_school_table(self._path)
            except SchoolTableError as error:
                log.warning("the school table cannot be used; the days read before are kept", why=str(error))
        return self._periods


def _stamp(path: Path) -> tuple[int, int, int]:
    """Return what is different once a file was written again; nothing where there is none."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0, 0)
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def _decoded(data: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("neither UTF-8 nor GB 18030")


def _csv_rows(text: str) -> list[tuple[int, dict[str, Any]]]:
    reader = csv.DictReader(text.splitlines())
    missing = [name for name in list(COLUMNS)[:-1] if name not in (reader.fieldnames or ())]
    if missing:
        raise ValueError(f"no column {'、'.join(missing)}")
    rows = [
        (n, row)
        for n, row in enumerate(reader, start=2)
        if any((value or "").strip() for value in row.values() if isinstance(value, str))
    ]
    return [(n, _fields(n, row)) for n, row in rows]


def _fields(line: int, row: dict[str, Any]) -> dict[str, Any]:
    cells = {field: (row.get(name) or "").strip() for name, field in COLUMNS.items()}
    if cells["kind"] not in _KINDS:
        raise ValueError(f"line {line}: the type is {' or '.join(_KINDS)}, not {cells['kind']!r}")
    days = {name: read_day(cells[name]) for name in ("starts_on", "ends_on")}
    if None in days.values():
        raise ValueError(f"line {line}: no day in {cells['starts_on']!r} or {cells['ends_on']!r}")
    categories = tuple(each for each in cells["categories"].replace("，", "、").split("、") if each)
    return {"name": cells["name"], "kind": _KINDS[cells["kind"]], **days, "categories": categories}


def _periods(text: str, suffix: str) -> list[tuple[int, dict[str, Any]]]:
    found = tomllib.loads(text) if suffix == ".toml" else json.loads(text)
    periods = found.get("periods") if isinstance(found, dict) else None
    if isinstance(periods, list):
        return list(enumerate(periods, start=1))
    raise ValueError("no list 'periods'")


def _period(line: int, row: dict[str, Any]) -> SchoolPeriod:
    try:
        return SchoolPeriod.model_validate(row)
    except ValidationError as error:
        raise ValueError(f"line {line}: {error.errors()[0]['msg']}") from error
