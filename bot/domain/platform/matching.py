"""The platform's lists held against our registers: each row must be somebody we know, all faults at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from bot.domain.platform.draw import Listed, Match
from bot.domain.platform.rows import MatchRow, Mention, PersonRow, PlatformReading
from bot.domain.registers.personal_numbers import shown
from bot.domain.registers.reading import Fault
from bot.domain.registers.rows import Inspector, Target
from bot.domain.registers.spelling import name_key, normalised_identifier

RowT = TypeVar("RowT", Target, Inspector)


@dataclass(frozen=True)
class Matched:
    """What came of the lists: the match where nothing was at fault, what is told, and all faults."""

    match: Match | None
    warnings: tuple[Fault, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass
class _Registers:
    """The registers by code, number and name; `faults` and `warnings` grow."""

    targets: Sequence[Target]
    roster: Sequence[Inspector]
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._by_code = {target.code: target for target in self.targets if target.code}
        self._by_number = {target.number: target for target in self.targets if target.number}
        self._people = {person.number: person for person in self.roster}

    def target(self, row: MatchRow) -> Target | None:
        """Return the target of a row: by its code, else its number, else its exact name."""
        found = self._by_code.get(row.code) or self._by_number.get(row.number)
        if found is None:
            return self._target_by_name(row)
        if row.name and name_key(row.name) != name_key(found.name):
            what = {"value": shown(row.name), "params": {"name": found.name}}
            place = {"sheet": row.sheet, "row": row.row}
            self.warnings.append(Fault(code="platform.warning.other_name", **place, **what))
        return found

    def _target_by_name(self, row: MatchRow) -> Target | None:
        """A name alone is enough; one that has another code in our register is somebody else."""
        found = self._only(self.targets, row, row.name, "target") if row.name else None
        if not row.name:
            self.blame("platform.fault.unknown_target", row, shown(row.code or row.number, keep_numbers=True))
        if found is not None and row.code and found.code:
            self.blame("platform.fault.other_code", row, row.code, name=found.name)
        return found

    def person(self, mention: Mention, row: MatchRow | PersonRow) -> Inspector | None:
        """Return the inspector whom a cell names: by roster number, else by his exact name."""
        number = mention.number or normalised_identifier(mention.name)
        found = self._people.get(number)
        if found is None and mention.number:
            self.blame("platform.fault.unknown_person", row, shown(mention.number, keep_numbers=True))
            return None
        if found is None:
            return self._only(self.roster, row, mention.name, "person")
        if mention.number and mention.name and name_key(mention.name) != name_key(found.name):
            self.blame("platform.fault.other_person", row, shown(mention.name), name=found.name)
        return found

    def _only(self, rows: Sequence[RowT], row: MatchRow | PersonRow, name: str, kind: str) -> RowT | None:
        found = [each for each in rows if name_key(each.name) == name_key(name)]
        if len(found) == 1:
            return found[0]
        code = f"platform.fault.same_name_{kind}" if found else f"platform.fault.unknown_{kind}"
        self.blame(code, row, shown(name))
        return None

    def blame(self, code: str, row: MatchRow | PersonRow, value: str, **params: str | int) -> None:
        """Note a fault of this row."""
        self.faults.append(Fault(code=code, sheet=row.sheet, row=row.row, value=value, params=params))


def match_lists(reading: PlatformReading, targets: Sequence[Target], roster: Sequence[Inspector]) -> Matched:
    """Return the match in our own ids; a list with any fault gives none."""
    registers = _Registers(targets, roster)
    if not reading.matches:
        return Matched(None, faults=(Fault(code="platform.fault.no_match"),))
    drawn, groups = _drawn_people(reading.people, registers)
    placed = _placed(reading.matches, registers, groups)
    _compare_lists(reading.targets, placed, registers)
    _compare_people(placed, drawn, registers)
    if registers.faults:
        return Matched(None, tuple(registers.warnings), tuple(registers.faults))
    match = _numbered(placed, drawn)
    return Matched(match, tuple(registers.warnings))


@dataclass(frozen=True)
class _Placed:
    """A row of the match with whom it means; `team` is the team's name as written."""

    row: MatchRow
    target: Target
    team: str
    people: tuple[str, ...]


def _drawn_people(
    rows: Iterable[PersonRow], registers: _Registers
) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """Return the numbers on the list of drawn inspectors, and those of each named team of it."""
    drawn: list[str] = []
    groups: dict[str, tuple[str, ...]] = {}
    for row in rows:
        person = registers.person(row.person, row)
        if person is None:
            continue
        drawn.append(person.number)
        if row.team and person.number not in groups.get(row.team, ()):
            groups[row.team] = (*groups.get(row.team, ()), person.number)
    return tuple(dict.fromkeys(drawn)), groups


def _placed(
    rows: Iterable[MatchRow], registers: _Registers, groups: dict[str, tuple[str, ...]]
) -> list[_Placed]:
    """Return the rows that could be read; a target may come in several rows, one for each inspector."""
    placed: dict[int, _Placed] = {}
    for row in rows:
        target = registers.target(row)
        found = [registers.person(mention, row) for mention in row.people]
        people = tuple(dict.fromkeys(each.number for each in found if each is not None))
        if not row.people:
            people = groups.get(row.team, ())
            if not people:
                registers.blame("platform.fault.no_people", row, shown(row.name))
        if target is None:
            continue
        if (before := placed.get(target.id)) is not None:
            if not _adds_one(row, before):
                registers.blame("platform.fault.repeated_target", row, target.name, first=before.row.row)
                continue
            people = tuple(dict.fromkeys((*before.people, *people)))
        first = before.row if before else row
        placed[target.id] = _Placed(first, target, row.team, people)
    _compare_teams(placed.values(), registers)
    return list(placed.values())


def _adds_one(row: MatchRow, before: _Placed) -> bool:
    """Return whether the row names one more inspector of a target that has a row for each of them."""
    is_by_person = len(row.people) == 1 and len(before.row.people) == 1
    return is_by_person and before.team == row.team and row.people[0] not in before.row.people


def _compare_teams(placed: Iterable[_Placed], registers: _Registers) -> None:
    """A team that is named has the same people in all its rows."""
    teams: dict[str, _Placed] = {}
    for each in placed:
        if not each.team or not each.people:
            continue
        first = teams.setdefault(each.team, each)
        if set(first.people) != set(each.people):
            registers.blame("platform.fault.other_team", each.row, shown(each.team), first=first.row.row)


def _compare_lists(rows: Iterable[MatchRow], placed: Sequence[_Placed], registers: _Registers) -> None:
    """The sheet of drawn targets and the match hold the same targets."""
    listed = {target.id: row for row in rows if (target := registers.target(row)) is not None}
    matched = {each.target.id: each for each in placed}
    for target_id, row in listed.items():
        if target_id not in matched:
            registers.blame("platform.fault.not_matched", row, shown(row.name))
    for target_id, each in matched.items():
        if listed and target_id not in listed:
            registers.blame("platform.fault.not_listed", each.row, each.target.name)


def _compare_people(placed: Sequence[_Placed], drawn: Sequence[str], registers: _Registers) -> None:
    """Whoever is matched stands on the sheet of drawn inspectors, where there is one."""
    for each in placed:
        for number in each.people:
            if drawn and number not in drawn:
                registers.blame("platform.fault.person_not_listed", each.row, number)


def _numbered(placed: Sequence[_Placed], drawn: Sequence[str]) -> Match:
    """Return the match with teams numbered as they first come; who sits with whom makes a team."""
    teams: dict[tuple[str, frozenset[str]], tuple[int, tuple[str, ...]]] = {}
    for each in placed:
        teams.setdefault((each.team, frozenset(each.people)), (len(teams) + 1, each.people))
    listed = [
        Listed(
            id=each.target.key,
            name=each.target.name,
            team=teams[each.team, frozenset(each.people)][0],
        )
        for each in placed
    ]
    rows = tuple(people for _, people in teams.values())
    seated = {number for people in rows for number in people}
    unmatched = tuple(number for number in drawn if number not in seated)
    return Match(targets=tuple(listed), teams=rows, unmatched=unmatched)
