"""Rows that speak of the same thing, within all the sheets of one file."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from bot.domain.registers import Fault, Place, Record, TargetRecord, shown
from storage.workbooks.cells import Table

_DUPLICATE = {"code": "import.fault.duplicate_code", "number": "import.fault.duplicate_number"}
_SHOWN_ROWS = 10

Read = tuple[Place, Record]
R = TypeVar("R", bound=Hashable)


def _groups(read: Sequence[Read], key: Callable[[Record], R | None]) -> list[list[Read]]:
    """Returns the groups of two and more that share a key, in the file's order."""
    counts = Counter(value for _, record in read if (value := key(record)) is not None)
    shared: dict[R, list[Read]] = {value: [] for value, count in counts.items() if count > 1}
    if shared:
        for place, record in read:
            value = key(record)
            if value in shared:
                shared[value].append((place, record))
    return list(shared.values())


def _spot(place: Place, other: Place) -> str:
    return str(other.row) if other.sheet == place.sheet else f"{other.sheet}!{other.row}"


def _fault(table: Table, code: str, field: str, group: list[Read], at: int) -> Fault:
    """Returns a fault at the group's member `at` that names the rows of all the others."""
    place, record = group[at]
    others = [_spot(place, other) for number, (other, _) in enumerate(group) if number != at]
    more = ["…"] if len(others) > _SHOWN_ROWS else []
    rows = ", ".join([*others[:_SHOWN_ROWS], *more])
    value = shown(str(getattr(record, field) or ""), keep_numbers=field in {"code", "number"})
    return table.fault(code, place.row, field, value, rows=rows).model_copy(update={"sheet": place.sheet})


def shared_identifiers(table: Table, read: list[Read]) -> tuple[list[Read], list[Fault]]:
    """Returns the records whose code and number nobody else bears, and one fault per group of the others."""
    faults: list[Fault] = []
    at_fault: set[Place] = set()
    for field, code in _DUPLICATE.items():
        for group in _groups(read, lambda record, name=field: getattr(record, name, None)):  # type: ignore[misc]
            faults.append(_fault(table, code, field, group, len(group) - 1))
            at_fault.update(place for place, _ in group)
    return [pair for pair in read if pair[0] not in at_fault], faults


def merged_repeats(table: Table, read: list[Read]) -> tuple[list[Read], list[Fault]]:
    """Returns the records with exact repetitions of targets without code and number merged into the first.

    Each repetition gets a warning that names the row it was merged into.
    """
    first: dict[Record, Read] = {}
    kept: list[Read] = []
    warnings: list[Fault] = []
    for place, record in read:
        unnamed = isinstance(record, TargetRecord) and record.key() is None
        if unnamed and record in first:
            warnings.append(
                _fault(table, "import.fault.repeated_row", "name", [(place, record), first[record]], 0)
            )
            continue
        if unnamed:
            first[record] = (place, record)
        kept.append((place, record))
    return kept, warnings


def same_names(table: Table, read: list[Read]) -> list[Fault]:
    """Returns a warning for each group of one name and district in which a code is lacking; all are kept."""
    doubtful = {
        record.place_key() for _, record in read if isinstance(record, TargetRecord) and record.code is None
    }
    if not doubtful:
        return []

    def shared(record: Record) -> tuple[str, str] | None:
        key = record.place_key() if isinstance(record, TargetRecord) else None
        return key if key in doubtful else None

    groups = _groups(read, shared)
    return [_fault(table, "import.fault.same_name", "name", group, len(group) - 1) for group in groups]
