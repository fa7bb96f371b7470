"""How a line of the plan is written in the office's papers: days, and usual or own wordings."""

from typing import Any

from bot.app.papers.words import said, said_of
from bot.domain.documents.days import day_in_words
from bot.domain.plans.lines import PlanTerms
from bot.usecases.plans import plan_terms


def window_of(terms: PlanTerms) -> str:
    """Return from when until when it is carried out."""
    days: dict[str, Any] = {"first": day_in_words(terms.from_on), "last": day_in_words(terms.until_on)}
    return said("paper.window", **days)


def wording(written: str) -> str:
    """Return a usual wording or the office's own words, in Chinese."""
    return said_of(plan_terms.said(written))
