"""Rows of figures in words, each with a bar of squares, as documents show them."""

from collections.abc import Iterable

from bot.app.papers.words import said_of
from bot.domain.documents.rounds import Count
from bot.domain.publication.parts import percent_of
from bot.domain.publication.site import PublicRow

_BAR = 10


def counts(rows: Iterable[PublicRow]) -> tuple[Count, ...]:
    """Return rows of figures in words, each with its bar."""
    return tuple(count(said_of(each.name), each.total, each.part) for each in rows)


def count(name: str, total: int, part: int) -> Count:
    """Return one row, with the part of the total in squares and in per cent."""
    squares = -(-part * _BAR // total) if total else 0
    bar = f"{'■' * squares}{'□' * (_BAR - squares)} " if squares else ""
    return Count(name=name, total=total, part=part, bar=f"{bar}{percent_of(part, total)}%")
