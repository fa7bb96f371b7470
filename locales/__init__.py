"""The texts: gettext catalogues with message keys as msgids, zh_CN (default) and en.

A leaf: knows no domain. A text is anything with a `key` and `params`.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any, Protocol

from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LANGUAGES = ("zh_CN", "en")
_DATE_FORMATS = {"zh_CN": "y年M月d日（EEE）", "en": "EEE, d MMM y"}
_MOST_DAYS = 1000
_BLANK_LINES = re.compile(r"\n{3,}")
_SEPARATE = "\n"
_PARTING = frozenset({"Zl", "Zp"})
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})


class Text(Protocol):
    """A message key and the values of its placeholders."""

    @property
    def key(self) -> str:
        """Return the msgid."""

    @property
    def params(self) -> Mapping[str, Any]:
        """Return the values by placeholder."""


Terms = Mapping[str, Text]
"""What every text may name beside its own values, such as what this authority calls its offices."""

_NO_TERMS: Terms = {}


@cache
def catalogue(language: str) -> Catalog:
    """Return the catalogue of a language; raise FileNotFoundError for one that there is not."""
    return _read(language)


def _read(language: str) -> Catalog:
    raw = files(__name__).joinpath(f"{language}.po").read_bytes()
    return read_po(BytesIO(raw), locale=language)


@cache
def _texts(language: str) -> dict[str, str]:
    """Return the texts by key: all that the bot keeps of a catalogue."""
    return {str(message.id): str(message.string) for message in _read(language)}


def render(language: str, text: Text, terms: Terms = _NO_TERMS) -> str:
    """Return what people read; a placeholder without a value of its own is filled from the terms.

    Raises:
        KeyError: the key is in no catalogue, or a placeholder has no value.
    """
    filled = _filled(language, text, terms)
    return _BLANK_LINES.sub("\n\n", "\n".join(line.rstrip() for line in filled.split("\n"))).strip()


def render_key(language: str, key: str, **params: Any) -> str:
    """Return the text of a key with these values."""
    return template(language, key).format_map(_Values(language, params))


@cache
def template(language: str, key: str) -> str:
    """Return the untouched text of a key; raise KeyError for an unknown one."""
    text = _texts(language).get(key)
    if not text:
        raise KeyError(f"{language} has no text for {key!r}")
    return text


class _Phrase(str):
    """A value in a sentence: `{name:cap}` begins with a capital letter, for where it opens the sentence."""

    __slots__ = ()

    def __format__(self, how: str) -> str:
        return f"{self[:1].upper()}{self[1:]}" if how == "cap" else super().__format__(how)


class _Values(dict[str, str]):
    """The placeholders' values in a language, formatted when they are asked for."""

    def __init__(self, language: str, params: Mapping[str, Any], terms: Terms = _NO_TERMS) -> None:
        super().__init__()
        self._language, self._params, self._terms = language, params, terms

    def __missing__(self, name: str) -> str:
        value = self._params[name] if name in self._params else self._terms[name]
        return _Phrase(_shown(self._language, value, self._terms))


def _shown(language: str, value: Any, terms: Terms) -> str:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, date):
        return _day(language, value)
    if isinstance(value, Sequence):
        return _SEPARATE.join(_shown(language, each, terms) for each in value)
    return _filled(language, value, terms) if hasattr(value, "key") else str(value)


@lru_cache(maxsize=_MOST_DAYS)
def _day(language: str, day: date) -> str:
    return str(format_date(day, _DATE_FORMATS[language], locale=language))


def _filled(language: str, text: Text, terms: Terms) -> str:
    """Return the text with its values, its own line breaks kept: a nested text may begin a new line."""
    return template(language, text.key).format_map(_Values(language, text.params, terms))


def clean(text: str) -> str:
    """Return a text without what could fake lines or turn the writing round; its own line breaks stay."""
    return "".join(_kept(character) for character in text)


def _kept(character: str) -> str:
    """Return the character, a space for one that parts words or lines, nothing for an invisible one."""
    category = unicodedata.category(character)
    if character == "\t" or category in _PARTING:
        return " "
    return "" if category in _INVISIBLE and character != "\n" else character
