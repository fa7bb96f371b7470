"""The words of the papers: Chinese in every language of the chat, as the law wants them."""

from typing import Any

from bot.domain.draw.entropy import level
from bot.domain.rounds import Attempt
from bot.views.values import text_of
from locales import render

_LANGUAGE = "zh_CN"


def said(key: str, **data: Any) -> str:
    """Return the text of a key with these values, which are as the notices hold them."""
    return render(_LANGUAGE, text_of(key, data, ""))


def said_of(data: Any) -> str:
    """Return a value as the notices hold it: a text where it names a key, else itself."""
    return said(**data) if isinstance(data, dict) else str(data)


def level_of(attempt: Attempt) -> str:
    """Return how well the randomness of this attempt is guarded."""
    return said(f"level.{level(attempt.plan['entropy']['kind'])}")
