"""Until when somebody's licence is valid, as the documents say it."""

from datetime import date

from bot.app.papers.words import said
from bot.domain.documents.days import day_in_words


def licence_text(until: date | None, day: date, *, is_licensed: bool) -> str:
    """Return until when the licence is valid, or that it was not on the day of the inspection."""
    if until is None:
        return said("form.licensed" if is_licensed else "form.unlicensed")
    key = "document.licence_until" if day <= until else "document.licence_expired"
    return said(key, day=day_in_words(until))
