"""Until when somebody's licence is valid, as the documents say it."""

from datetime import date

from bot.app.papers.words import said
from bot.domain.documents.days import day_in_words


def licence_text(until: date | None, day: date, *, is_licensed: bool) -> str:
    """Return until when the licence is valid, or that it was not on the day of the inspection.

    A day that the register does not know is a line to be filled in by hand.
    """
    if until is None:
        return said("document.licence_undated" if is_licensed else "form.unlicensed")
    if until == date.max:
        return said("document.licence_for_ever")
    key = "document.licence_until" if day <= until else "document.licence_expired"
    return said(key, day=day_in_words(until))
