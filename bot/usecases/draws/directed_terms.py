"""定向抽取, in words: to whom a draw is directed, by which columns of the register."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.plans.scope import Directed
from bot.usecases.draws.frozen_terms import joined

_CODED = ("kind", "blacklisted")
"""Columns whose values are codes that have a text."""


def directed_of(drafted: object) -> Directed:
    """Return the conditions of a draft or a round, `{"district": ["甲镇"]}`, in the order of their names."""
    if not isinstance(drafted, Mapping):
        return ()
    return tuple((column, tuple(values)) for column, values in sorted(drafted.items()) if values)


def directed_text(directed: Directed) -> dict[str, Any]:
    """Return whether the draw is directed (定向), and to whom."""
    if not directed:
        return {"key": "directed.none"}
    return {
        "key": "directed.some",
        "conditions": joined("directed.and", [_condition(*each) for each in directed]),
    }


def _condition(column: str, values: Sequence[str]) -> dict[str, Any]:
    texts = [directed_value(column, value) for value in values]
    return {
        "key": "directed.is",
        "column": {"key": f"directed.column.{column}"},
        "values": joined("directed.or", texts),
    }


def directed_value(column: str, value: str) -> Any:
    """Return a value of a column as people read it."""
    return {"key": f"directed.value.{value}"} if column in _CODED else value
