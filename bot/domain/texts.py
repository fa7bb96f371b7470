"""What is said, before any language: a message key with named values, and the keyboard below it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Union

Value = Union[str, int, date, "Text", Sequence["Value"]]
"""A placeholder's value: a list is joined by line breaks, a nested text is rendered first."""


@dataclass(frozen=True)
class Text:
    """A message key and the values of its placeholders."""

    key: str
    params: Mapping[str, Value] = field(default_factory=dict)


def text(key: str, **params: Value) -> Text:
    """Return the text of a key with its values."""
    return Text(key, params)


@dataclass(frozen=True)
class Button:
    """A button that calls the action of this name with these arguments; only its row's number travels."""

    label: Text
    action: str
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class LinkButton:
    """A button that opens an address; `{bot}` in it stands for the bot's @name."""

    label: Text
    url: str


@dataclass(frozen=True)
class Screen:
    """One message as a person sees it: text, keyboard rows, and a file to send along.

    `document_name` is how the file is called where it arrives, without its ending; None is as it lies here.
    """

    text: Text
    keyboard: tuple[tuple[Button | LinkButton, ...], ...] = ()
    document: str = ""
    document_name: Text | None = None


def exactly(keys: Sequence[str]) -> Callable[[dict[str, str]], dict[str, str]]:
    """Return a validator of the fixed texts of a paper: it returns them, one for each of these keys.

    The validator raises ValueError where a key is missing, or where there is another one.
    """

    def check(texts: dict[str, str]) -> dict[str, str]:
        if differing := set(texts) ^ set(keys):
            raise ValueError(f"fixed texts differ: {sorted(differing)}")
        return texts

    return check
