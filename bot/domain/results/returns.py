"""审核退回: the releaser gives a signed record back to its team, with the reason."""

from datetime import datetime

from bot.domain.people import Record


class Return(Record):
    """One return of this `version` of a record; `words_id` is why, for the team and the releaser only."""

    inspection_id: int
    version: int
    returned_by: int
    words_id: int
    at: datetime
