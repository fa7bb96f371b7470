"""The buttons of the working calendar."""

from collections.abc import Awaitable, Callable, Mapping

from bot.usecases.calendars import confirm_calendar, load_calendar, show_calendar

ACTIONS: Mapping[str, Callable[..., Awaitable[None]]] = {
    "calendar.view": show_calendar.show_year,
    "calendar.load": load_calendar.ask_notice,
    "calendar.propose": load_calendar.propose,
    "calendar.drop": load_calendar.drop,
    "calendar.confirm": confirm_calendar.confirm,
    "calendar.decline": confirm_calendar.decline,
}
