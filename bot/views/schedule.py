"""The screens of a visit: day, hour, whether the target is told, why it is moved, and who has told it."""

from typing import Any

from bot.views.keyboards import Keyboard, button, in_rows, place_of
from bot.views.values import value_of


def ask_day(data: dict[str, Any]) -> Keyboard:
    """Offer working days; any other day is typed."""
    place = place_of(data)
    days = [
        button("schedule.day", "schedule.day", {"day": value_of({"date": day}, "")}, **place, day=day)
        for day in data["days"]
    ]
    return in_rows(days, 2)


def ask_hour(data: dict[str, Any]) -> Keyboard:
    """Offer the usual hours; any other is typed."""
    place = place_of(data)
    hours = [
        button("schedule.hour", "schedule.hour", {"hour": hour}, **place, hour=hour) for hour in data["hours"]
    ]
    return in_rows(hours, 3)


def ask_notice(data: dict[str, Any]) -> Keyboard:
    """Offer to have the target told, or not."""
    place = place_of(data)
    return (
        (button("schedule.set_announced", "schedule.set", **place, is_unannounced=False),),
        (button("schedule.set_unannounced", "schedule.set", **place, is_unannounced=True),),
    )


def ask_reason(data: dict[str, Any]) -> Keyboard:
    """Offer the usual reasons."""
    place = place_of(data)
    return tuple(
        (button(f"schedule.reason.{reason}", "schedule.reason", **place, reason=reason),)
        for reason in data["options"]
    )


def telling(data: dict[str, Any]) -> Keyboard:
    """Offer how the target was told."""
    row = tuple(
        button(f"schedule.how.{how}", "schedule.told", visit_id=data["visit"], how=how)
        for how in data["options"]
    )
    return (row,) if row else ()


def passed(data: dict[str, Any]) -> Keyboard:
    """Offer to begin after all, or to say why nothing came of it."""
    one = {"inspection_id": data["inspection"]}
    return (
        (button("result.open", "result.start", {"name": data["name"]}, **one),),
        (button("schedule.move", "schedule.move", {"name": data["name"]}, **one),),
    )


KEYBOARDS = {
    "schedule.ask_day": ask_day,
    "schedule.ask_hour": ask_hour,
    "schedule.ask_notice": ask_notice,
    "schedule.ask_reason": ask_reason,
    "schedule.telling": telling,
    "schedule.passed": passed,
}
