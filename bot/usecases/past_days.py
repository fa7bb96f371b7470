"""A question for a day that is over or today: the usual ones are buttons, any other is typed."""

from datetime import date, timedelta

from bot.domain.errors import Invalid
from bot.domain.registers.written import read_day
from bot.usecases.act import Act

DAYS_BACK = {"today": 0, "yesterday": 1}
"""How many days ago the day of each button is."""


def day_pressed(act: Act, day: str) -> date:
    """Return the day of a button."""
    return act.today - timedelta(days=DAYS_BACK[day])


def day_typed(act: Act, typed: str, key: str) -> date:
    """Return the typed day; raise Invalid with this text where it is none, or still to come."""
    day = read_day(typed)
    if day is None or day > act.today:
        raise Invalid(key)
    return day
