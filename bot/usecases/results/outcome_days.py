"""Since when it is public why a drawn target was not inspected: the journal knows when that was settled."""

from datetime import date, datetime

from bot.domain.deadlines import SHANGHAI
from bot.domain.journal.entries import body_of
from bot.domain.ports import UnitOfWork
from bot.domain.results.taken_down import OUTCOME_EVENTS


async def outcome_days(work: UnitOfWork) -> dict[int, date]:
    """Return by the ids of the inspections the day on which their last outcome was settled."""
    bodies = [body_of(each) for each in await work.journal.all(event=OUTCOME_EVENTS)]
    return {each["data"]["inspection"]: day_of(each["at"]) for each in bodies}


def day_of(instant: str) -> date:
    """Return the day of a record of the journal, where the office is."""
    return datetime.fromisoformat(instant).astimezone(SHANGHAI).date()
