"""Formatted text: the HTML parse mode, and the entities that Telegram finds by itself.

MarkdownV2 is not modelled and is refused in so many words, so that nobody mistakes silence for support.
"""

import re
from html.parser import HTMLParser
from typing import Any

from playground.errors import ApiError
from playground.limits import utf16_units

_TYPE_OF_TAG = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
}
_FOUND_BY_TELEGRAM = (
    ("url", re.compile(r"https?://[^\s，。；）]+")),
    ("bot_command", re.compile(r"(?<![\w/@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w/@])@[A-Za-z][A-Za-z0-9_]{3,31}\b")),
)

Entity = dict[str, Any]


def formatted(text: str, parse_mode: str | None, given: list[Entity] | None) -> tuple[str, list[Entity]]:
    """The visible text, stripped, and its entities (offsets and lengths in UTF-16 units), sorted by offset.

    Raises:
        ApiError: 400 where the markup cannot be parsed.
    """
    if parse_mode is None:
        visible, entities = text, [dict(entity) for entity in given or []]
    elif parse_mode.casefold() == "html":
        visible, entities = _parse_html(text)
    else:
        raise ApiError.bad_request(f"the playground does not model the parse mode {parse_mode}")
    visible, entities = _stripped(visible, entities)
    return visible, sorted([*entities, *_found(visible, entities)], key=lambda e: (e["offset"], -e["length"]))


def found(text: str) -> list[Entity]:
    """The entities that Telegram finds in a text that carries none: commands, mentions and addresses."""
    return sorted(_found(text, []), key=lambda e: e["offset"])


def _found(text: str, taken: list[Entity]) -> list[Entity]:
    result: list[Entity] = []
    for kind, pattern in _FOUND_BY_TELEGRAM:
        for match in pattern.finditer(text):
            entity = {
                "type": kind,
                "offset": utf16_units(text[: match.start()]),
                "length": utf16_units(match.group()),
            }
            if not any(_overlap(entity, other) for other in [*taken, *result] if _is_closed(other)):
                result.append(entity)
    return result


def _is_closed(entity: Entity) -> bool:
    return entity["type"] in {"code", "pre", "text_link", "url", "bot_command", "mention"}


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"]
    )


def _stripped(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Takes the white space off both ends and moves the entities along; drops those that lie outside."""
    visible = text.strip()
    gone = utf16_units(text[: len(text) - len(text.lstrip())])
    total = utf16_units(visible)
    kept = []
    for entity in entities:
        begin = max(entity["offset"] - gone, 0)
        end = min(entity["offset"] - gone + entity["length"], total)
        if begin < end:
            kept.append({**entity, "offset": begin, "length": end - begin})
    return visible, kept


class _Reader(HTMLParser):
    """Collects the visible text and the entities of Telegram's HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.entities: list[Entity] = []
        self.open: list[tuple[str, Entity]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TYPE_OF_TAG:
            raise ApiError.bad_request(f'can\'t parse entities: Unsupported start tag "{tag}"')
        entity: Entity = {"type": _TYPE_OF_TAG[tag], "offset": utf16_units(self.text)}
        if tag == "a":
            entity["url"] = dict(attrs).get("href") or ""
        self.open.append((tag, entity))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            raise ApiError.bad_request(f'can\'t parse entities: Unexpected end tag "{tag}"')
        _, entity = self.open.pop()
        entity["length"] = utf16_units(self.text) - entity["offset"]
        if entity["length"]:
            self.entities.append(entity)

    def handle_data(self, data: str) -> None:
        self.text += data


def _parse_html(text: str) -> tuple[str, list[Entity]]:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    if reader.open:
        raise ApiError.bad_request(
            f"can't parse entities: Can't find end tag corresponding to start tag \"{reader.open[-1][0]}\""
        )
    return reader.text, reader.entities
