"""Very many records in little room: sequences that make each record anew when it is asked for.

A register of 100,000 targets takes some 60 MB as objects, and a comparison needs two of them, and what is to
become of each; packed they take a third, and what is chosen out of them takes four bytes a record.
"""

import marshal
from abc import abstractmethod
from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar, overload

from bot.domain.registers.reading import Place
from bot.domain.registers.records import COMMON_FIELDS, Record

T = TypeVar("T")
A = TypeVar("A")
B = TypeVar("B")
RecordT = TypeVar("RecordT", bound=Record)


class Lazy(Sequence[T]):
    """A sequence whose members are made when they are asked for; it equals any sequence of equal members."""

    @abstractmethod
    def _at(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> list[T]: ...
    def __getitem__(self, place: int | slice) -> T | list[T]:
        """Return a member, or a list of some of them."""
        if isinstance(place, slice):
            return [self._at(at) for at in range(*place.indices(len(self)))]
        size = len(self)
        if not -size <= place < size:
            raise IndexError(place)
        return self._at(place % size)

    def __eq__(self, other: object) -> bool:
        """Return whether the other is a sequence of the same members."""
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(mine == its for mine, its in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


class Packed(Lazy[RecordT]):
    """Records of one type: the texts of each lie one behind the other, what many say is kept once."""

    def __init__(self, record: type[RecordT], rows: Iterable[RecordT] = ()) -> None:
        """Take what sort of record it is, and the first ones."""
        self._record = record
        self._names: tuple[str, ...] = record.__slots__
        self._common = [name in COMMON_FIELDS for name in self._names]
        self._body = bytearray()
        self._ends = array("Q", [0])
        self._values: list[Any] = []
        self._numbers: dict[tuple[type, Any], int] = {}
        for row in rows:
            self.append(row)

    def append(self, row: RecordT) -> None:
        """Take one more record."""
        row_values = tuple(
            self._packed(getattr(row, name), is_common=is_common)
            for name, is_common in zip(self._names, self._common, strict=True)
        )
        self._body += marshal.dumps(row_values)
        self._ends.append(len(self._body))

    def _packed(self, value: Any, *, is_common: bool) -> str | int | None:
        """Return a text as it is, and of all else the number under which it is kept."""
        if value is None or (type(value) is str and not is_common):
            return value
        key = (type(value), value)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._values)
            self._values.append(value)
        return number

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._ends) - 1

    def _at(self, place: int) -> RecordT:
        packed = marshal.loads(self._body[self._ends[place] : self._ends[place + 1]])  # noqa: S302 - our own
        values, put = self._values, object.__setattr__
        record = object.__new__(self._record)  # what is packed was a valid record
        for name, value in zip(self._names, packed, strict=True):
            put(record, name, values[value] if type(value) is int else value)
        return record


class Places(Lazy[Place]):
    """Where records were read, one behind the other."""

    def __init__(self) -> None:
        """Begin without any."""
        self._sheets: list[str] = []
        self._numbers: dict[str, int] = {}
        self._sheet = array("I")
        self._row = array("I")

    def append(self, place: Place) -> None:
        """Take one more place."""
        if place.sheet not in self._numbers:
            self._numbers[place.sheet] = len(self._sheets)
            self._sheets.append(place.sheet)
        self._sheet.append(self._numbers[place.sheet])
        self._row.append(place.row)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._row)

    def _at(self, place: int) -> Place:
        return Place(sheet=self._sheets[self._sheet[place]], row=self._row[place])


class Chosen(Lazy[T]):
    """Some members of another sequence, by their places."""

    def __init__(self, of: Sequence[T], places: Iterable[int]) -> None:
        """Take the sequence and the places."""
        self._of = of
        self._places = array("I", places)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._places)

    def _at(self, place: int) -> T:
        return self._of[self._places[place]]


class Each(Lazy[B], Generic[A, B]):
    """What becomes of each member of another sequence."""

    def __init__(self, of: Sequence[A], make: Callable[[A], B]) -> None:
        """Take the sequence and what is made of a member."""
        self._of = of
        self._make = make

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._of)

    def _at(self, place: int) -> B:
        return self._make(self._of[place])


class Pairs(Lazy[tuple[A, B]], Generic[A, B]):
    """The members of two sequences of the same length, side by side."""

    def __init__(self, firsts: Sequence[A], seconds: Sequence[B]) -> None:
        """Take both."""
        self.firsts = firsts
        self.seconds = seconds

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.firsts)

    def _at(self, place: int) -> tuple[A, B]:
        return self.firsts[place], self.seconds[place]


class Joined(Lazy[T]):
    """Two sequences, one behind the other."""

    def __init__(self, head: Sequence[T], tail: Sequence[T]) -> None:
        """Take both."""
        self._head = head
        self._tail = tail

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._head) + len(self._tail)

    def _at(self, place: int) -> T:
        n = len(self._head)
        return self._head[place] if place < n else self._tail[place - n]
