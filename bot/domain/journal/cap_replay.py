"""Replays the journal and says whom a draw left out, or let in, against his visits of the year.

Whoever freezes the pools could say of a target that it has been drawn often enough, or forget that it has.
The frozen reasons are public; how often each target had been drawn by then follows from the entries before.
It counts from its dispatch on, no longer once it is struck off, or its round cancelled or void, before
anybody came, and for good once somebody has: as the bot counted when it froze (`times_drawn`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from bot.domain.deadlines import SHANGHAI
from bot.domain.journal.entries import Entry, body_of
from bot.domain.rounds import DrawStep

CAP = "cap"
"""The reason of a target that its year's visits keep out."""
_REVIVED = "correct"
_YEAR = re.compile(r"SSJ-(\d{4})-")


class Place(NamedTuple):
    """Where an inspection belongs: the number of the round that drew it, and the register's row."""

    round: str
    target: int


@dataclass(frozen=True)
class FrozenDraw:
    """A draw of targets as it was frozen; targets by the register's row.

    `reasons` are those of its pool, "" of whom it can draw, where its step builds the pool from the register;
    `pool` is the root of that pool; `over_cap` are those that may pass the cap, once the request whose words
    have the commitment `why_over` is agreed to ("" for at once); `drawn` what it drew.
    """

    step: DrawStep
    commitment: str
    pool: str
    reasons: Mapping[int, str]
    over_cap: frozenset[int]
    drawn: frozenset[int]
    why_over: str = ""


@dataclass(frozen=True)
class Records:
    """What the entries point at.

    `draws` by number and attempt, `platform` the targets by round and version, `places` by inspection.
    """

    cap: int
    draws: Mapping[tuple[str, int], FrozenDraw]
    platform: Mapping[tuple[str, int], frozenset[int]]
    places: Mapping[int, Place]


class Wrong(NamedTuple):
    """An entry that froze a wrong reason: of this target, drawn so often; no target: it is another pool."""

    entry: int
    target: int | None = None
    times: int = 0


class _Visits:
    """Which targets each round still means to visit, and which somebody has visited."""

    def __init__(self) -> None:
        self.awaited: dict[str, set[int]] = defaultdict(set)
        self.visited: dict[str, set[int]] = defaultdict(set)
        self._shelved: list[Place] = []

    def times(self, year: int) -> dict[int, int]:
        """Return how often each target counts in this year."""
        found: dict[int, int] = defaultdict(int)
        for place in (*self._shelved, *self._all()):
            if (named := _YEAR.search(place.round)) and int(named[1]) == year:
                found[place.target] += 1
        return found

    def _all(self) -> Iterator[Place]:
        for held in (self.awaited, self.visited):
            yield from (Place(number, target) for number, targets in held.items() for target in targets)

    def shelve(self, number: str, targets: Iterable[int]) -> None:
        """Take these out of the round; what was visited counts nevertheless, should it be drawn again."""
        for target in [*targets]:
            self.awaited[number].discard(target)
            if target in self.visited[number]:
                self.visited[number].discard(target)
                self._shelved.append(Place(number, target))


class _Replay:
    def __init__(self, records: Records) -> None:
        self._records, self._visits = records, _Visits()
        self._attempts: dict[str, int] = {}
        self._versions: dict[str, int] = {}
        self._asked: dict[int, str] = {}
        self._agreed: set[str] = set()
        self._by_commitment = {each.commitment: each for each in records.draws.values()}
        self._readers = {
            "deviation_asked": self._deviation_asked,
            "deviation_approved": self._deviation_approved,
            "dispatched": self._dispatched,
            "platform_imported": self._imported,
            "platform_adopted": self._adopted,
            "target_ruled_out": self._struck_off,
            "target_withdrawn": self._struck_off,
            "confirmation_corrected": self._corrected,
            "visited": self._visited,
            "round_cancelled": self._cancelled,
            "attempt_ended": self._ended,
        }

    def read(self, entry: Entry) -> list[Wrong]:
        body = body_of(entry)
        data: Mapping[str, Any] = body["data"]
        if entry.event == "draw_frozen":
            year = datetime.fromisoformat(body["at"]).astimezone(SHANGHAI).year
            return list(self._frozen(entry.id, data, year))
        if reader := self._readers.get(entry.event):
            reader(data)
        return []

    def _frozen(self, number: int, data: Mapping[str, Any], year: int) -> Iterator[Wrong]:
        self._attempts[data["draw"]] = data["attempt"]
        draw = self._records.draws.get((data["draw"], data["attempt"]))
        if draw is None or draw.pool != data["pools"]["targets"]["root"]:
            yield Wrong(number)
            return
        times = self._visits.times(year)
        over = draw.over_cap if not draw.why_over or draw.why_over in self._agreed else frozenset[int]()
        for target, why in sorted(draw.reasons.items()):
            is_full = times.get(target, 0) >= self._records.cap and target not in over
            if why in ("", CAP) and (why == CAP) != is_full:
                yield Wrong(number, target, times.get(target, 0))

    def _deviation_asked(self, data: Mapping[str, Any]) -> None:
        self._asked[data["dialogue"]] = data["words"]

    def _deviation_approved(self, data: Mapping[str, Any]) -> None:
        self._agreed.add(self._asked[data["dialogue"]])

    def _dispatched(self, data: Mapping[str, Any]) -> None:
        number, draw = data["round"], data.get("draw")
        if draw is None:
            self._visits.awaited[number] |= self._listed(number)
        elif found := self._records.draws.get((draw, self._attempts.get(draw, 0))):
            self._visits.awaited[number] |= found.drawn

    def _imported(self, data: Mapping[str, Any]) -> None:
        self._versions.setdefault(data["round"], data["version"])

    def _adopted(self, data: Mapping[str, Any]) -> None:
        before = self._listed(data["round"])
        self._versions[data["round"]] = data["version"]
        self._visits.awaited[data["round"]] |= self._listed(data["round"]) - before

    def _listed(self, number: str) -> frozenset[int]:
        return self._records.platform.get((number, self._versions.get(number, 0)), frozenset())

    def _struck_off(self, data: Mapping[str, Any]) -> None:
        if place := self._records.places.get(data["inspection"]):
            self._visits.awaited[place.round].discard(place.target)

    def _corrected(self, data: Mapping[str, Any]) -> None:
        place = self._records.places.get(data["inspection"])
        if place and data["outcome"] == _REVIVED:
            self._visits.awaited[place.round].add(place.target)

    def _visited(self, data: Mapping[str, Any]) -> None:
        if place := self._records.places.get(data["inspection"]):
            self._visits.awaited[place.round].discard(place.target)
            self._visits.visited[place.round].add(place.target)

    def _cancelled(self, data: Mapping[str, Any]) -> None:
        self._visits.awaited[data["round"]].clear()

    def _ended(self, data: Mapping[str, Any]) -> None:
        """What a void result had begun is over; who is drawn anew for targets visits all of them again."""
        draw = self._by_commitment.get(data["ending"]["commitment"])
        if draw is None or data["ending"]["kind"] != "void":
            return
        number, visits = data["round"], self._visits
        again = set(visits.visited[number]) if draw.step is DrawStep.INSPECTORS else set()
        everything = visits.awaited[number] | visits.visited[number]
        leaving = {DrawStep.INSPECTORS: again, DrawStep.SUPPLEMENT: draw.drawn}.get(draw.step, everything)
        visits.shelve(number, leaving)
        visits.awaited[number] |= again


def cap_faults(entries: Iterable[Entry], records: Records) -> list[Wrong]:
    """Return every reason that an entry froze and that the entries before it do not bear out."""
    replay = _Replay(records)
    return [wrong for entry in entries for wrong in replay.read(entry)]
