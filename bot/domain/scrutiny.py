"""核查线索: what an auditor looks at twice in the records. Signs, not findings: each has innocent reasons.

Pure; knows people and inspections by their numbers only.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.domain.duties.duty import GRANTED, OWN, Request, RequestKind, RequestState

LEAST_INSPECTIONS = 5
"""So many records without anything abnormal are a sign."""
LEAST_ROUNDS = 3
"""So many rounds together in one team are a sign."""
SHORT_MINUTES = 10
"""From the opening on site to the submission: less is a sign."""


@dataclass(frozen=True)
class Visited:
    """One submitted record: its round and inspection, who sat in the team, and what is known of it.

    `minutes` are from the first answer to the first submission; `files` the SHA-256 of what was sent.
    """

    round_id: int
    inspection_id: int
    team: tuple[int, ...]
    abnormal: int
    minutes: int | None = None
    files: tuple[str, ...] = ()


def load(visits: Iterable[Visited]) -> list[tuple[int, int]]:
    """Return (person, records) of everybody, the most first."""
    counted = Counter(person for visit in visits for person in visit.team)
    return sorted(counted.items(), key=lambda each: (-each[1], each[0]))


def always_normal(visits: Sequence[Visited]) -> list[tuple[int, int]]:
    """Return (person, records) of those who have many and never found anything."""
    found = {person for visit in visits if visit.abnormal for person in visit.team}
    return [(who, n) for who, n in load(visits) if n >= LEAST_INSPECTIONS and who not in found]


def short(visits: Iterable[Visited]) -> list[Visited]:
    """Return the records that were filled in within a few minutes, the shortest first."""
    known = [(each.minutes, each) for each in visits if each.minutes is not None]
    quick = [(minutes, each) for minutes, each in known if minutes < SHORT_MINUTES]
    return [each for _, each in sorted(quick, key=lambda pair: (pair[0], pair[1].inspection_id))]


def reused_files(visits: Iterable[Visited]) -> list[tuple[str, list[int]]]:
    """Return (SHA-256, inspections) of each file that stands in the records of several inspections."""
    seen: dict[str, set[int]] = defaultdict(set)
    for visit in visits:
        for digest in visit.files:
            seen[digest].add(visit.inspection_id)
    return sorted((digest, sorted(ids)) for digest, ids in seen.items() if len(ids) > 1)


def repeated_pairs(visits: Iterable[Visited]) -> list[tuple[int, int, int]]:
    """Return (person, other, rounds) of those who sat together in many rounds, the most first."""
    together: dict[tuple[int, int], set[int]] = defaultdict(set)
    for visit in visits:
        for pair in combinations(sorted(set(visit.team)), 2):
            together[pair].add(visit.round_id)
    often = [(a, b, len(rounds)) for (a, b), rounds in together.items() if len(rounds) >= LEAST_ROUNDS]
    return sorted(often, key=lambda each: (-each[2], each[0], each[1]))


@dataclass(frozen=True)
class Relief:
    """How often somebody was to be relieved, by his own request or another's, and what became of it.

    `moot` are those that were withdrawn, or overtaken by the end of the round.
    """

    person_id: int
    kind: RequestKind
    is_own: bool
    granted: int = 0
    refused: int = 0
    undecided: int = 0
    moot: int = 0

    @property
    def asked(self) -> int:
        """Return how many requests there were in all."""
        return self.granted + self.refused + self.undecided + self.moot


def reliefs(requests: Iterable[Request]) -> list[Relief]:
    """Return what became of the requests of each person, the most first; parts of one are not counted."""
    found: dict[tuple[int, RequestKind, bool], Counter[str]] = defaultdict(Counter)
    for each in requests:
        if each.part_of is None:
            found[each.person_id, each.kind, each.origin in OWN][_became(each.state)] += 1
    told = [
        Relief(who, kind, is_own, *(counts[ending] for ending in _ENDINGS))
        for (who, kind, is_own), counts in found.items()
    ]
    return sorted(told, key=lambda each: (-each.asked, each.person_id, each.kind, not each.is_own))


_ENDINGS = ("granted", "refused", "undecided", "moot")


def _became(state: RequestState) -> str:
    if state in GRANTED:
        return "granted"
    return {RequestState.ASKED: "undecided", RequestState.REFUSED: "refused"}.get(state, "moot")
