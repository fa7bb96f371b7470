"""The words of the papers: Chinese in every language of the chat, as the law wants them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from bot.domain.profiles.profile import Profile
from bot.domain.profiles.sourced import Sourced
from bot.domain.rounds import Attempt
from bot.domain.texts import text
from bot.views.names import terms_of
from bot.views.values import text_of
from locales import Terms, render

_LANGUAGE = "zh_CN"
_TERMS: ContextVar[Terms] = ContextVar("the names in the papers being written")


@contextmanager
def words_of(profile: Profile) -> Iterator[None]:
    """Have the papers that are written meanwhile call offices and forms as this regulation does."""
    terms = terms_of(profile)
    lead_office = named(profile.names.lead_office)  # a paper names no body that the office may not have
    token = _TERMS.set(terms | {"the_lead_office": text("term.lead_office", name=lead_office)})
    try:
        yield
    finally:
        _TERMS.reset(token)


def named(name: Sourced[str]) -> str:
    """Return what the regulation calls something; of a name of the product's that it is one."""
    return said("document.by_default", name=name.value) if name.silent else name.value


def said(key: str, **data: Any) -> str:
    """Return the text of a key with these values, which are as the notices hold them."""
    return render(_LANGUAGE, text_of(key, data, ""), _TERMS.get({}))


def said_of(data: Any) -> str:
    """Return a value as the notices hold it: a text where it names a key, else itself."""
    return said(**data) if isinstance(data, dict) else str(data)


def level_of(attempt: Attempt) -> str:
    """Return how it was drawn, in the words of a bureau: a paper does not name the protocol's levels."""
    return said(f"form.way.{attempt.plan['entropy']['kind']}")
