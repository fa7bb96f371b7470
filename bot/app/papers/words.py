"""The words of the papers: Chinese in every language of the chat, as the law wants them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from bot.domain.draw.entropy import level
from bot.domain.profiles.profile import Profile
from bot.domain.rounds import Attempt
from bot.views.names import terms_of
from bot.views.values import text_of
from locales import Terms, render

_LANGUAGE = "zh_CN"
_TERMS: ContextVar[Terms] = ContextVar("the names in the papers being written")


@contextmanager
def words_of(profile: Profile) -> Iterator[None]:
    """Have the papers that are written meanwhile call offices and forms as this regulation does."""
    token = _TERMS.set(terms_of(profile))
    try:
        yield
    finally:
        _TERMS.reset(token)


def said(key: str, **data: Any) -> str:
    """Return the text of a key with these values, which are as the notices hold them."""
    return render(_LANGUAGE, text_of(key, data, ""), _TERMS.get({}))


def said_of(data: Any) -> str:
    """Return a value as the notices hold it: a text where it names a key, else itself."""
    return said(**data) if isinstance(data, dict) else str(data)


def level_of(attempt: Attempt) -> str:
    """Return how well the randomness of this attempt is guarded."""
    return said(f"level.{level(attempt.plan['entropy']['kind'])}")
