"""One person's duty in one round, and the requests to be relieved of it."""

from datetime import datetime
from enum import StrEnum

from bot.domain.people import Record


class DutyState(StrEnum):
    """The life of one duty (`product.md`, "Four state tables")."""

    NOTIFIED = "notified"
    ACKNOWLEDGED = "acknowledged"
    LEFT = "left"
    DONE = "done"


class Duty(Record):
    """A drawn person's duty; `seat_group` counts the draw's from 0, `vacancy` is the one that called him."""

    round_id: int
    person_id: int
    inspector_number: str
    team: int
    seat_group: int = 0
    vacancy: int = 0
    state: DutyState = DutyState.NOTIFIED


class RequestState(StrEnum):
    """The life of a request: filing reports an approval and delays nothing."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    FILED = "filed"
    LAPSED = "lapsed"


class Ground(StrEnum):
    """Grounds of recusal (公务员法 第七十六条)."""

    OWN_INTEREST = "own_interest"
    RELATIVE = "relative"
    OTHER = "other"


class Request(Record):
    """A request for recusal; `targets` None asks for the whole round. Its words lie in rows of their own.

    `declaration_id` is the conflict of interest that the bot put up for it, declared before the draw.
    """

    duty_id: int
    round_id: int
    person_id: int
    kind: str = "recusal"
    targets: list[str] | None
    ground: Ground
    words_id: int | None = None
    state: RequestState = RequestState.ASKED
    decided_by: int | None = None
    decided_at: datetime | None = None
    decision_words_id: int | None = None
    vacancy: int = 0
    declaration_id: int | None = None
