"""Until when somebody's licence is valid, as the documents say it."""

from datetime import date

from bot.app.papers.words import said


def licence_text(until: date | None, day: date, *, is_licensed: bool) -> str:
    """Return until when the licence is valid, or that it was not on the day of the inspection."""
    if until is None:
        return said("form.licensed" if is_licensed else "form.unlicensed")
    key = "document.licence_until" if day <= until else "document.licence_expired"
    day_text = {"key": "document.day", "year": until.year, "month": until.month, "day": until.day}
    return said(key, day=day_text)
