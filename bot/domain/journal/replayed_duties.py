"""What the replay of the journal knows of duties, requests and rounds so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.duties.duty import RequestState


@dataclass
class ReplayedDuty:
    """Whose duty it is, by person and roster number, in which round, and whether he has left it."""

    round: str
    person: int
    number: str
    is_gone: bool = False


@dataclass
class ReplayedRequest:
    """Who has asked to leave which duty, and what became of it."""

    duty: int
    asked_by: int | None = None
    state: RequestState = RequestState.ASKED


@dataclass
class Board:
    """One round: who serves which target by roster number, what left it, and the vacancies so far."""

    serving: dict[str, list[str]] = field(default_factory=dict)
    dead: set[str] = field(default_factory=set)
    count: int = 0
    unclaimed: tuple[int, str] | None = None


@dataclass(frozen=True)
class Said:
    """One entry as it is replayed."""

    actor: int | None
    data: Mapping[str, Any]
