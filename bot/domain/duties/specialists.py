"""专业人员: lent by an inspector's unit to help the team (Quyang 第九条); he has no vote and no seat."""

from datetime import datetime

from bot.domain.people import Record


class Specialist(Record):
    """Somebody who helps a team of a round; named on its duties and forms, he signs and decides nothing.

    The unit of the inspector of `duty_id` has lent him; until the records are submitted it may take him back
    (`withdrawn_by`, `withdrawn_at`), also for another who then `replaces` him.
    """

    round_id: int
    team: int
    duty_id: int
    name: str
    unit: str
    lent_by: int
    lent_at: datetime
    replaces: int | None = None
    withdrawn_by: int | None = None
    withdrawn_at: datetime | None = None

    def as_known_at(self, moment: datetime) -> "Specialist | None":
        """Return him as a record closed at this moment names him; None where he was lent only later."""
        if self.lent_at > moment:
            return None
        if self.withdrawn_at is not None and self.withdrawn_at > moment:
            return self.model_copy(update={"withdrawn_by": None, "withdrawn_at": None})
        return self
