"""What two persons do waits for the second one as long as the profile says (rule `second_person`)."""

from datetime import date

from bot.domain.calendar import add_working_days
from bot.domain.errors import Refused
from bot.usecases.act import Act


def second_person_days(act: Act) -> int:
    """Return how many working days the second person has."""
    return act.office.profile.terms.second_person_days.value


def waits_until(act: Act) -> date:
    """Return the last day on which the second person can decide what is asked for today."""
    return add_working_days(act.today, second_person_days(act), act.office.calendar).day


def refuse_expired(act: Act, until: str) -> None:
    """Return if the day that waits_until() has given is not over; raise Refused where it is."""
    if act.today.isoformat() > until:
        raise Refused("ending.expired", days=second_person_days(act))
