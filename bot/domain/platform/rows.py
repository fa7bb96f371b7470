"""What a file with the platform's match holds, before it is held against our registers."""

from datetime import datetime

from bot.domain.frozen import Frozen
from bot.domain.registers.reading import Fault


class Mention(Frozen):
    """A person as a cell names him; `number` is the roster's, either may be empty."""

    number: str = ""
    name: str = ""


class MatchRow(Frozen):
    """A row with a target: its team (as written) and its people, either of them possibly on another sheet."""

    sheet: str
    row: int
    code: str = ""
    number: str = ""
    name: str = ""
    team: str = ""
    people: tuple[Mention, ...] = ()


class PersonRow(Frozen):
    """A row with a person alone: drawn, and perhaps put into a team."""

    sheet: str
    row: int
    person: Mention
    team: str = ""


class PlatformReading(Frozen):
    """All that the file held: who inspects what, the lists beside it, and the batch where the file names it.

    `matches` are rows of the match, `targets` those of a sheet that only lists drawn targets, `people` those
    of one that lists drawn inspectors; `drawn_at` is None where the file does not say it.
    """

    matches: tuple[MatchRow, ...] = ()
    targets: tuple[MatchRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    batch: str = ""
    operator: str = ""
    drawn_at: datetime | None = None
    faults: tuple[Fault, ...] = ()
