"""Rows that speak of the same thing, within all the sheets of one file."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, TypeVar

from bot.domain.registers.packed import Chosen, Lazy
from bot.domain.registers.personal_numbers import shown
from bot.domain.registers.reading import Fault, Place
from bot.domain.registers.records import Record, TargetRecord
from storage.workbooks.cells import Table

_DUPLICATE = {"code": "import.fault.duplicate_code", "number": "import.fault.duplicate_number"}
_SHOWN_ROWS = 10

Read = tuple[Place, Record]
R = TypeVar("R", bound=Hashable)


class ReadRows(Lazy[Read]):
    """The records of a register with their places, and which of them stand."""

    def __init__(self, places: Sequence[Place], records: Sequence[Any]) -> None:
        """Take both, in the file's order."""
        self.places = places
        self.records = records

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.records)

    def _at(self, place: int) -> Read:
        return self.places[place], self.records[place]

    def without(self, dropped: AbstractSet[int]) -> "ReadRows":
        """Return those that are not at one of these positions."""
        if not dropped:
            return self
        kept = [at for at in range(len(self)) if at not in dropped]
        return ReadRows(Chosen(self.places, kept), Chosen(self.records, kept))


def _groups(read: ReadRows, key: Callable[[Record], R | None]) -> list[list[Read]]:
    """Returns the groups of two and more that share a key, in the file's order."""
    counts = Counter(value for record in read.records if (value := key(record)) is not None)
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


def shared_identifiers(table: Table, read: ReadRows) -> tuple[ReadRows, list[Fault]]:
    """Returns the records whose code and number nobody else bears, and one fault per group of the others."""
    faults: list[Fault] = []
    at_fault: set[Place] = set()
    for field, code in _DUPLICATE.items():
        for group in _groups(read, lambda record, name=field: getattr(record, name, None)):  # type: ignore[misc]
            faults.append(_fault(table, code, field, group, len(group) - 1))
            at_fault.update(place for place, _ in group)
    dropped = {at for at, place in enumerate(read.places) if place in at_fault} if at_fault else set()
    return read.without(dropped), faults


def merged_repeats(table: Table, read: ReadRows) -> tuple[ReadRows, list[Fault]]:
    """Returns the records with exact repetitions of targets without code and number merged into the first.

    Each repetition gets a warning that names the row it was merged into.
    """
    first: dict[Record, int] = {}
    repeats: set[int] = set()
    warnings: list[Fault] = []
    for at, record in enumerate(read.records):
        if not isinstance(record, TargetRecord) or record.key() is not None:
            continue
        if (before := first.setdefault(record, at)) != at:
            group = [read[at], read[before]]
            warnings.append(_fault(table, "import.fault.repeated_row", "name", group, 0))
            repeats.add(at)
    return read.without(repeats), warnings


def same_names(table: Table, read: ReadRows) -> list[Fault]:
    """Returns a warning for each group of one name and district in which a code is lacking; all are kept."""
    doubtful = {
        record.place_key()
        for record in read.records
        if isinstance(record, TargetRecord) and record.code is None
    }
    if not doubtful:
        return []

    def shared(record: Record) -> tuple[str, str] | None:
        key = record.place_key() if isinstance(record, TargetRecord) else None
        return key if key in doubtful else None

    groups = _groups(read, shared)
    return [_fault(table, "import.fault.same_name", "name", group, len(group) - 1) for group in groups]
