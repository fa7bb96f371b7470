"""专业人员: lent by an inspector's unit to help the team (Quyang 第九条); he has no vote and no seat."""

from datetime import datetime

from bot.domain.people import Record


class Specialist(Record):
    """Somebody who helps a team of a round; named on its duties and forms, he signs and decides nothing."""

    round_id: int
    team: int
    name: str
    unit: str
    lent_by: int
    lent_at: datetime
