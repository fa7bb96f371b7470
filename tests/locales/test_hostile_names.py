"""Hostile names through texts and documents: what is seen is the name without its tricks (row 47).

Each goes through 250 texts and one document; `make names` takes 5,000, so that every text has some 250.
"""

import os
import random
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document as Page

from bot.app.papers.catalogue import DOCUMENTS
from bot.domain.documents.document import Document, DocumentPart
from bot.domain.texts import Text
from bot.outbox.composing import LONGEST_TEXT, cut
from locales import LANGUAGES, catalogue, clean, render
from locales.check import placeholders
from storage.documents.cells import writable
from storage.documents.checking import sample_of
from storage.documents.filling import fill

NAMES = int(os.environ.get("SSJ_NAMES", "10"))
SEED, _TEXTS_EACH = 47, 250
PLAIN = "某某"
_PARTS = (
    *("\u202e", "\u2066", "\u200b", "\ufeff", "\u00ad", "\x00", "\x1b[31m", "\r\n", "\t", "\u2028", "\ud800"),
    *("<b>", "</a>", "&lt;", "*_`[", "](tg://user?id=1)", "{name}", "{0}", "%s", "{{ code }}", "{% if %}"),
    *(
        "=HYPERLINK(1)",
        "@all",
        "/draw",
        "'; DROP TABLE",
        "\n〔通知第1号〕",
        "𠮷",
        "🎲",
        "学" * 900,
        "x" * 4000,
    ),
)
TEXTS = {str(each.id): placeholders(str(each.string)) for each in catalogue("zh_CN") if each.id}
TAKING = {key: names for key, names in TEXTS.items() if names}


def hostile_names(count: int) -> Iterator[str]:
    """Yield names of one to four tricks behind a plain character."""
    dice = random.Random(SEED)
    for _ in range(count):
        yield "某" + "".join(dice.choices(_PARTS, k=dice.randint(1, 4)))


def _said(language: str, key: str, name: str) -> str:
    return render(language, Text(key, dict.fromkeys(TAKING[key], name)))


def _is_seen(character: str) -> bool:
    return character == "\n" or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_every_text_shows_the_name_without_its_tricks() -> None:
    plain = {(language, key): _said(language, key, PLAIN) for language in LANGUAGES for key in TAKING}
    texts, dice, wrong = sorted(plain), random.Random(SEED), []
    for name in hostile_names(NAMES):
        shown = clean(name)
        for language, key in dice.sample(texts, _TEXTS_EACH):
            model = plain[language, key]
            said = _said(language, key, name)
            is_itself = any(map(str.isspace, shown)) or said == model.replace(PLAIN, shown)
            if not is_itself or not all(map(_is_seen, said)) or len(_units(said)) > 2 * LONGEST_TEXT:
                wrong.append((language, key, name))
    assert wrong == []


def _units(said: str) -> bytes:
    return cut(said, LONGEST_TEXT).encode("utf-16-le")


def test_every_document_holds_the_name_and_keeps_its_shape() -> None:
    kinds = [kind for kind, _ in DOCUMENTS.values()]
    for nth, name in enumerate(hostile_names(max(NAMES, len(kinds)))):
        kind = kinds[nth % len(kinds)]
        body, plain = _body(_named(kind, name)), _body(_named(kind, "某" * len(name)))
        assert _shape(body) == _shape(plain), (kind.name, name)
        first_line = writable(name).split("\n")[0].split("\t")[0]
        assert first_line.strip() in _text(body), (kind.name, name)


def _named(kind: type[Document], name: str) -> Document:
    """Return a document with the name in each text that people write; hash and address are the bot's own."""
    sample = sample_of(kind)
    own = {"record_hash": sample.record_hash, "link": sample.link}
    return kind.model_validate({field: _with(value, name) for field, value in sample} | own)


def _with(value: Any, name: str) -> Any:
    if isinstance(value, DocumentPart):
        return {field: _with(each, name) for field, each in value}
    if isinstance(value, tuple):
        return tuple(_with(each, name) for each in value)
    return name if isinstance(value, str) else value


def _body(document: Document) -> list[Any]:
    return [*Page(BytesIO(fill(document))).element.body.iter()]


def _shape(body: list[Any]) -> list[str]:
    return [each.tag for each in body if each.tag.endswith(("}tbl", "}tr", "}tc", "}p"))]


def _text(body: list[Any]) -> str:
    return "".join(each.text or "" for each in body if each.tag.endswith("}t"))
