"""What a register that was just read would change in the one that is kept; nothing is saved here."""

from array import array
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from bot.domain.registers.columns import COLUMNS, Kind
from bot.domain.registers.packed import Chosen, Each, Pairs
from bot.domain.registers.reading import Fault, Place
from bot.domain.registers.records import InspectorRecord, ItemRecord, Record, TargetRecord

_NONE = -1
"""The position kept of a record that is paired with none."""

R = TypeVar("R", TargetRecord, InspectorRecord, ItemRecord)


@dataclass(frozen=True, slots=True)
class Difference(Generic[R]):
    """The effect of an import. `changed` holds (old, as it would be); a record in doubt is only in `faults`.

    Where the file is silent on code, number, phone or licence, `changed` keeps what is known.
    """

    new: Sequence[R]
    changed: Sequence[tuple[R, R]]
    gone: Sequence[R]
    same_count: int
    faults: tuple[Fault, ...] = ()

    def inverted(self) -> "Difference[R]":
        """Return the difference that takes this one back: what came goes, what went comes back."""
        back = Each(self.changed, _swapped)
        return Difference(new=self.gone, changed=back, gone=self.new, same_count=self.same_count)


def _swapped(pair: tuple[R, R]) -> tuple[R, R]:
    old, new = pair
    return new, old


@dataclass(frozen=True, slots=True)
class _Step(Generic[R]):
    """One way to find a read record among the kept: equal keys, if the pair is allowed."""

    key: Callable[[R], Hashable]
    may_be_same: Callable[[R, R], bool]


class _Matching(Generic[R]):
    """The pairs found so far, as the position kept of each position read, and the positions in doubt."""

    def __init__(self, old: Sequence[R], new: Sequence[R]) -> None:
        self.old: Sequence[R] = old
        self.new: Sequence[R] = new
        self.pairs = array("l", [_NONE]) * len(new)
        self.is_taken = bytearray(len(old))
        self.doubtful: set[int] = set()
        self.doubtful_old: set[int] = set()

    def apply(self, step: _Step[R]) -> None:
        waiting = array("I", self.open())
        if not waiting:
            return
        kept = self._kept(step)
        claimed = bytearray(len(self.old))  # by nobody, by one, or by several
        for position in waiting:
            for place in self._candidates(step, position, kept):
                claimed[place] = min(claimed[place] + 1, 2)
        for position in waiting:
            places = self._candidates(step, position, kept)
            if len(places) == 1 and claimed[places[0]] == 1:
                self.pairs[position] = places[0]
                self.is_taken[places[0]] = True
            elif places:
                self.doubtful.add(position)
                self.doubtful_old.update(places)

    def open(self) -> Iterator[int]:
        return (at for at, kept in enumerate(self.pairs) if kept == _NONE and at not in self.doubtful)

    def paired(self) -> Iterator[tuple[int, int]]:
        return ((at, kept) for at, kept in enumerate(self.pairs) if kept != _NONE)

    def _kept(self, step: _Step[R]) -> dict[Hashable, int | list[int]]:
        """Return where each key is kept; a list only where there are several, for there may be very many."""
        kept: dict[Hashable, int | list[int]] = {}
        for position, record in enumerate(self.old):
            key = step.key(record)
            if key is None or self.is_taken[position]:
                continue
            before: int | list[int] | None = kept.get(key)
            if before is None:
                kept[key] = position
            else:
                kept[key] = [*(before if isinstance(before, list) else [before]), position]
        return kept

    def _candidates(self, step: _Step[R], position: int, kept: dict[Hashable, int | list[int]]) -> list[int]:
        record = self.new[position]
        found = kept.get(step.key(record), [])
        places = found if isinstance(found, list) else [found]
        if step.may_be_same is _always:
            return places
        return [at for at in places if step.may_be_same(self.old[at], record)]

    def doubt(self, position: int, *kept: int) -> None:
        if (before := self.pairs[position]) != _NONE:
            self.pairs[position], self.is_taken[before] = _NONE, False
        self.doubtful.add(position)
        self.doubtful_old.update(kept)


def _always(_old: Record, _new: Record) -> bool:
    return True


def _may_share_a_name(old: TargetRecord, new: TargetRecord) -> bool:
    """Two targets of one name are different ones when both bear a code, or both a number."""
    return not (old.code and new.code) and not (old.number and new.number)


def _doubt_conflicts(matching: "_Matching[TargetRecord]") -> None:
    """A code that leads to one kept target and a number that leads to another must be asked about."""
    other = {
        at: number
        for at, kept in matching.paired()
        if (number := matching.new[at].number) and number != matching.old[kept].number
    }
    wanted = set(other.values())
    by_number = (
        {each.number: at for at, each in enumerate(matching.old) if each.number in wanted} if wanted else {}
    )
    for position, number in other.items():
        if number in by_number:
            matching.doubt(position, matching.pairs[position], by_number[number])


def _fields(record: Record) -> tuple[str, ...]:
    return record.__slots__


def _completed(pair: tuple[R, R]) -> R:
    """Returns the read record of (kept, read), with what it leaves open (None) taken from the kept one."""
    old, new = pair
    left_open = [name for name in _fields(new) if getattr(new, name) is None]
    known = {name: getattr(old, name) for name in left_open}
    return replace(new, **known) if any(value is not None for value in known.values()) else new


def _fault(record: R, places: Sequence[Place], position: int) -> Fault:
    place = places[position] if position < len(places) else Place(sheet="", row=0)
    return Fault(
        code="import.fault.ambiguous_match", sheet=place.sheet, row=place.row, params={"name": record.name}
    )


def _outcome(matching: _Matching[R], places: Sequence[Place]) -> Difference[R]:
    old, new = matching.old, matching.new
    before, after, same = array("I"), array("I"), 0
    for at, kept in matching.paired():
        if _completed((old[kept], new[at])) == old[kept]:
            same += 1
        else:
            before.append(kept)
            after.append(at)
    changed = Pairs(Chosen(old, before), Chosen(new, after))
    gone = (at for at, taken in enumerate(matching.is_taken) if not taken and at not in matching.doubtful_old)
    return Difference(
        new=Chosen(new, matching.open()),
        changed=Pairs(changed.firsts, Each(changed, _completed)),
        gone=Chosen(old, gone),
        same_count=same,
        faults=tuple(_fault(new[at], places, at) for at in sorted(matching.doubtful)),
    )


def compare_targets(
    old: Sequence[TargetRecord], new: Sequence[TargetRecord], places: Sequence[Place] = ()
) -> Difference[TargetRecord]:
    """Returns the difference by code, then number, then name and district where a code or number is lacking.

    Args:
        old: what is kept, already narrowed to the unit that the file is about.
        new: what was read.
        places: where each of `new` was read, for the faults.
    """
    matching = _Matching(old, new)
    matching.apply(_Step(lambda record: record.code, _always))
    _doubt_conflicts(matching)
    matching.apply(_Step(lambda record: record.number, _always))
    matching.apply(_Step(TargetRecord.place_key, _may_share_a_name))
    return _outcome(matching, places)


def changed_columns(difference: Difference[TargetRecord]) -> list[tuple[str, int]]:
    """Returns (heading, how many targets change in it), in the order of the register's columns."""
    fields = Counter(
        name
        for old, new in difference.changed
        for name in _fields(old)
        if getattr(old, name) != getattr(new, name)
    )
    columns = COLUMNS[Kind.TARGETS]
    return [(column.aliases[0], fields[column.field]) for column in columns if fields[column.field]]


def compare_inspectors(
    old: Sequence[InspectorRecord], new: Sequence[InspectorRecord], places: Sequence[Place] = ()
) -> Difference[InspectorRecord]:
    """Returns the difference by staff number; a file without phones or licences erases none."""
    matching = _Matching(old, new)
    matching.apply(_Step(InspectorRecord.key, _always))
    return _outcome(matching, places)


def compare_items(
    old: Sequence[ItemRecord], new: Sequence[ItemRecord], places: Sequence[Place] = ()
) -> Difference[ItemRecord]:
    """Returns the difference by the item's code."""
    matching = _Matching(old, new)
    matching.apply(_Step(ItemRecord.key, _always))
    return _outcome(matching, places)
