"""A draw that the provincial platform made and that is carried on here: its lists, their hash, its versions.

Nobody can compute such a draw again; the hash only fixes what was handed to us, before anybody acts on it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.draw.bytes import dumps
from bot.domain.draw.platform_list import FORMAT
from bot.domain.frozen import Frozen
from bot.domain.journal.entries import GENESIS
from bot.domain.people import Record


class PlatformState(StrEnum):
    """The life of one import: only one of a round stands at a time."""

    OFFERED = "offered"
    STANDING = "standing"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"
    CALLED_OFF = "called_off"


CANCEL_REASONS = ("drawn_again", "withdrawn_there", "wrong_batch", "superior_decision")
"""Why a round that the platform drew is cancelled here."""


class PlatformDraw(Record):
    """One import of a round's lists; `document` is what was hashed, `version` counts from 1.

    `notes` are the texts of what did not agree with the profile, `changes` those of a re-import;
    `imported_by` the coordinator; `other_changes` how many of the changes nobody had approved.
    `proposal` is a cancellation that waits for the lead office, `ending` the one that it agreed to.
    """

    round_id: int
    version: int
    state: PlatformState
    document: dict[str, Any]
    hash: str
    notes: list[dict[str, Any]]
    changes: list[dict[str, Any]]
    other_changes: int = 0
    imported_by: int
    imported_at: datetime
    proposal: dict[str, Any] | None = None
    ending: dict[str, Any] | None = None
    ending_words_id: int | None = None


class Listed(Frozen):
    """A drawn target: its id in our register, its name there, and the number of its team from 1."""

    id: str
    name: str
    team: int


class Match(Frozen):
    """Who inspects what: `teams` hold roster numbers, the first leads; `unmatched` have no team."""

    targets: tuple[Listed, ...]
    teams: tuple[tuple[str, ...], ...]
    unmatched: tuple[str, ...] = ()

    def people_of(self, target: str) -> tuple[str, ...]:
        """Return the roster numbers of a target's inspectors; nobody for a target that is not listed."""
        return next((self.teams[each.team - 1] for each in self.targets if each.id == target), ())

    @property
    def people(self) -> tuple[str, ...]:
        """Return everybody who sits on a team, each once, in the order of the teams."""
        return tuple(dict.fromkeys(number for team in self.teams for number in team))


def document_of(match: Match, **facts: str | int) -> dict[str, Any]:
    """Return what is hashed and handed out: the facts of the batch and of the files, and the match.

    Roster numbers stand for people: the file is public, as the bundle of a draw is.
    """
    return {
        "format": FORMAT,
        **facts,
        "targets": [each.model_dump() for each in match.targets],
        "teams": [list(team) for team in match.teams],
        "unmatched": list(match.unmatched),
    }


def match_in(document: Mapping[str, Any]) -> Match:
    """Return the match that a document holds."""
    return Match.model_validate({name: document[name] for name in Match.model_fields})


def document_bytes(document: Mapping[str, Any]) -> bytes:
    """Return the bytes of the file: canonical JSON, so that its SHA-256 is the hash that was posted."""
    return dumps(dict(document))


def last_hash(draws: Sequence[PlatformDraw]) -> str:
    """Return what the next import of a round follows: the hash of the last one, or 64 zeros."""
    return draws[-1].hash if draws else GENESIS
