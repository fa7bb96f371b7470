"""How a line of the plan is written in the office's papers: its items, its days, usual or own wordings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.app.papers.words import said, said_of
from bot.domain.documents.days import day_in_words
from bot.domain.plans.lines import PlanTerms
from bot.domain.ports import UnitOfWork
from bot.domain.registers.rows import Item
from bot.usecases.plans import plan_terms


async def items_at(work: UnitOfWork, at: datetime) -> Sequence[Item]:
    """Return the items of the list that was in force then: what was published or agreed to named them so."""
    lists = await work.item_lists.all()
    return next((each.items for each in reversed(lists) if each.made_at <= at), lists[0].items)


def window_of(terms: PlanTerms) -> str:
    """Return from when until when it is carried out."""
    days: dict[str, Any] = {"first": day_in_words(terms.from_on), "last": day_in_words(terms.until_on)}
    return said("paper.window", **days)


def wording(written: str) -> str:
    """Return a usual wording or the office's own words, in Chinese."""
    return said_of(plan_terms.said(written))
