"""What an observer remarks on a draw that he watched: his words stay in a row of their own, never public."""

from datetime import datetime

from bot.domain.people import Record


class Remark(Record):
    """One remark of one observer on one attempt; the public page says how many there are."""

    attempt_id: int
    person_id: int
    words_id: int
    made_at: datetime
