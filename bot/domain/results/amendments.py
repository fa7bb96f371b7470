"""更正申请: a signed record that is not published yet opens again for a reason, joined in and approved."""

from enum import StrEnum

from bot.domain.people import Record


class AmendmentState(StrEnum):
    """The life of a request: the leader asks, a partner joins in, the approver of the unit decides.

    It is overtaken where the releaser gives the record back: it is open then.
    """

    ASKED = "asked"
    JOINED = "joined"
    APPROVED = "approved"
    REFUSED = "refused"
    LAPSED = "lapsed"
    OVERTAKEN = "overtaken"


PENDING = (AmendmentState.ASKED, AmendmentState.JOINED)


class Amendment(Record):
    """One request to amend the record of this `version`; `words_id` is why, `reply_words_id` why not."""

    inspection_id: int
    version: int
    asked_by: int
    words_id: int
    joined_by: int | None = None
    decided_by: int | None = None
    reply_words_id: int | None = None
    state: AmendmentState = AmendmentState.ASKED
