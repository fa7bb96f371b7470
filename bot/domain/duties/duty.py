"""One person's duty in one round, and the requests to be relieved of it."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from bot.domain.people import Record
from bot.domain.profiles.profile import Profile


class DutyState(StrEnum):
    """The life of one duty (`product.md`, "Four state tables")."""

    NOTIFIED = "notified"
    ACKNOWLEDGED = "acknowledged"
    LEFT = "left"
    DONE = "done"


SERVING = (DutyState.NOTIFIED, DutyState.ACKNOWLEDGED)
"""A duty that is still to be done."""


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
    """The life of a request: filing reports an approval and delays nothing.

    Exhausted: approved, but nobody is left to follow; the person stays until the lead office has decided.
    Withdrawn: whoever asked thinks better of it before it is decided.
    """

    ASKED = "asked"
    EXHAUSTED = "exhausted"
    APPROVED = "approved"
    REFUSED = "refused"
    FILED = "filed"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


GRANTED = (RequestState.APPROVED, RequestState.FILED, RequestState.EXHAUSTED)
"""States of a request that was granted, whether somebody follows or not."""


WAITING = (RequestState.ASKED, RequestState.EXHAUSTED)
"""A request that waits for somebody's decision."""


class RequestKind(StrEnum):
    """Why somebody leaves a seat: the value is the reason of the vacancy (`draw-protocol.md` section 10)."""

    RECUSAL = "recusal"
    SUBSTITUTION = "substitution"


def relieved_by(kind: RequestKind, profile: Profile) -> str:
    """Return the rule that lets somebody leave a seat, as `Profile.rule` names it.

    Where a text is silent on the approval of a substitution, it is what it says on the order of backfill.
    """
    if kind is RequestKind.RECUSAL:
        return "recusal"
    is_only_order = profile.rule("substitution").is_default and not profile.rule("backfill").is_default
    return "backfill" if is_only_order else "substitution"


class Origin(StrEnum):
    """Who raised it: 公务员法 第七十七条 knows the person, the party, others, and the office's own motion."""

    SELF = "self"
    PAPER = "paper"
    PARTNER = "partner"
    TARGET = "target"
    THIRD_PARTY = "third_party"
    OFFICE = "office"
    APPROVER = "approver"
    DECLARED = "declared"


OWN = (Origin.SELF, Origin.PAPER)
"""What the person asks for himself, by a press or on paper."""

REPORTED = (Origin.TARGET, Origin.THIRD_PARTY, Origin.OFFICE)
"""What is put in for others who have raised it."""


class Ground(StrEnum):
    """Grounds of recusal (公务员法 第七十六条)."""

    OWN_INTEREST = "own_interest"
    RELATIVE = "relative"
    OTHER = "other"


class Reason(StrEnum):
    """Why a drawn inspector is substituted (Quyang 第十六条, 其他特殊原因; Changli 六-2, 其他重要公务)."""

    OTHER_DUTY = "other_duty"
    ILLNESS = "illness"
    AWAY = "away"
    LEAVE = "leave"
    TRAINING = "training"
    OTHER = "other"
    SILENT = "silent"
    ABSENT = "absent"
    LICENCE = "licence"


OWN_REASONS = (
    Reason.OTHER_DUTY,
    Reason.ILLNESS,
    Reason.AWAY,
    Reason.LEAVE,
    Reason.TRAINING,
    Reason.OTHER,
)
"""What an inspector may give himself; that he is silent or absent is said by others."""


class Request(Record):
    """A request that a person leave a seat; `targets` None asks for the whole round.

    Its words lie in rows of their own. `ground` is that of a recusal, `reason` that of a substitution.
    `raised_by` is who put it in, `declaration_id` the conflict of interest that the bot put up for it.
    `papers` are the signed and sealed forms that were attached, by their SHA-256. Of one for the whole round
    only `left` may remain, the rest having been carried out as requests that are `part_of` it.
    """

    duty_id: int
    round_id: int
    person_id: int
    kind: RequestKind = RequestKind.RECUSAL
    origin: Origin = Origin.SELF
    raised_by: int | None = None
    targets: list[str] | None
    left: list[str] = Field(default_factory=list)
    part_of: int | None = None
    ground: Ground | None = None
    reason: Reason | None = None
    words_id: int | None = None
    state: RequestState = RequestState.ASKED
    decided_by: int | None = None
    decided_at: datetime | None = None
    decision_words_id: int | None = None
    vacancy: int = 0
    declaration_id: int | None = None
    papers: list[str] = Field(default_factory=list)

    @property
    def vacancy_reason(self) -> str:
        """Return the reason of the vacancy (`draw-protocol.md` section 10); a lapsed licence is one."""
        return self.reason.value if self.reason is Reason.LICENCE else self.kind.value

    def overlaps(self, targets: list[str] | None) -> bool:
        """Return whether the request is about one of these targets; None is all of them."""
        return self.targets is None or targets is None or bool(set(self.targets) & set(targets))
