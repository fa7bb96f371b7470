"""The screens of the working calendar: both years, the table that was read, the second person's card."""

from typing import Any

from bot.views.keyboards import Keyboard, button


def state(data: dict[str, Any]) -> Keyboard:
    """Offer to load a notice, and to look at each year."""
    years = tuple(
        button("calendar.view", "calendar.view", {"year": year}, year=year) for year in data["years"]
    )
    return ((button("calendar.load", "calendar.load"),), years)


def preview(data: dict[str, Any]) -> Keyboard:
    """Offer to propose the table, or to drop it."""
    return (
        (button("calendar.propose", "calendar.propose", version_id=data["version"]),),
        (button("calendar.drop", "calendar.drop", version_id=data["version"]),),
    )


def proposed(data: dict[str, Any]) -> Keyboard:
    """Offer to take the proposal back."""
    return ((button("calendar.withdraw", "calendar.drop", version_id=data["version"]),),)


def confirm_card(data: dict[str, Any]) -> Keyboard:
    """Offer the second person both answers."""
    return (
        (button("calendar.confirm", "calendar.confirm", version_id=data["version"]),),
        (button("calendar.decline", "calendar.decline", version_id=data["version"]),),
    )


def missing(_data: dict[str, Any]) -> Keyboard:
    """Offer to load the notice."""
    return ((button("calendar.load", "calendar.load"),),)


KEYBOARDS = {
    "calendar.state": state,
    "calendar.preview": preview,
    "calendar.proposed": proposed,
    "calendar.confirm_card": confirm_card,
    "calendar.missing": missing,
}
