"""A version of a year's holidays, which two persons bring into force."""

from bot.domain.actions import Action
from bot.domain.calendars.tables import CalendarState
from bot.domain.workflow.step import BOT, State, Step

STEPS: tuple[Step, ...] = (
    Step(
        "propose",
        CalendarState.DRAFT,
        CalendarState.PROPOSED,
        Action.LOAD_CALENDAR,
        ("calendar.confirm_card",),
        "second_person",
    ),
    Step(
        "drop",
        CalendarState.DRAFT,
        CalendarState.DROPPED,
        Action.LOAD_CALENDAR,
        ("calendar.dropped",),
        "second_person",
    ),
    Step(
        "drop",
        CalendarState.PROPOSED,
        CalendarState.DROPPED,
        Action.LOAD_CALENDAR,
        ("calendar.dropped",),
        "second_person",
    ),
    Step(
        "decline",
        CalendarState.PROPOSED,
        CalendarState.DROPPED,
        Action.CONFIRM_CALENDAR,
        ("calendar.declined",),
        "second_person",
    ),
    Step(
        "lapse",
        CalendarState.PROPOSED,
        CalendarState.DROPPED,
        BOT,
        ("calendar.lapsed",),
        "second_person",
    ),
    Step(
        "confirm",
        CalendarState.PROPOSED,
        CalendarState.IN_FORCE,
        Action.CONFIRM_CALENDAR,
        ("calendar.confirmed", "calendar.deadlines"),
        "second_person",
    ),
    Step("replace", CalendarState.IN_FORCE, CalendarState.REPLACED, BOT, (), "second_person"),
)

FINAL: tuple[State, ...] = (CalendarState.REPLACED, CalendarState.DROPPED)
