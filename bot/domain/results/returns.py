"""退回: the partner does not sign a record, or the releaser gives it back to its team; with the reason."""

from datetime import datetime
from enum import StrEnum

from bot.domain.people import Record


class ReturnKind(StrEnum):
    """Who gave the record back: the releaser, or a partner who was to sign it."""

    REVIEW = "review"
    PARTNER = "partner"


class Return(Record):
    """One return of this `version` of a record; `words_id` is why, for the team and the releaser only."""

    inspection_id: int
    version: int
    kind: ReturnKind = ReturnKind.REVIEW
    returned_by: int
    words_id: int
    at: datetime
