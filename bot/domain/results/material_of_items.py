"""What of the pieces belongs to an item: its notes, its files, its sources, in the order of the record."""

from collections.abc import Sequence
from typing import Any

from bot.domain.results.materials import FORM, PICTURES, Material, MaterialKind


def of_item(pieces: Sequence[Material], item_code: str) -> list[Material]:
    """Return what belongs to an item, in the order of the record."""
    mine = [each for each in pieces if each.item_code == item_code and not each.is_dropped]
    return sorted(mine, key=lambda each: each.place)


def signed_since(pieces: Sequence[Material], signing: int, content: str) -> list[Material]:
    """Return the pieces without the forms that show an earlier signature of the target, or other content.

    What came before this signature, for it, came of a draft that may have said something else.
    """
    this = (signing, content)
    return [
        each
        for each in pieces
        if each.item_code != FORM or each.of_signing > signing or (each.of_signing, each.of_content) == this
    ]


def notes_of(pieces: Sequence[Material], item_code: str) -> list[int]:
    """Return the ids of the words that make up an item's note, in the order of the record."""
    return [each.words_id for each in of_item(pieces, item_code) if each.is_note and each.words_id]


def files_of(pieces: Sequence[Material], item_code: str) -> list[Material]:
    """Return the files of an item in the order of the record; the same bytes twice are one."""
    by_hash: dict[str, Material] = {}
    for each in of_item(pieces, item_code):
        if each.sha256:
            by_hash.setdefault(each.sha256, each)
    return list(by_hash.values())


def sourced_of(pieces: Sequence[Material], item_code: str) -> list[Material]:
    """Return what of an item is another body's word, in the order of the record."""
    return [each for each in of_item(pieces, item_code) if each.source]


def has_picture(pieces: Sequence[Material], item_code: str) -> bool:
    """Return whether something shows what is abnormal; a voice message does not."""
    return any(each.kind in PICTURES for each in files_of(pieces, item_code))


def counted(pieces: Sequence[Material]) -> list[dict[str, Any]]:
    """Return how many there are of each kind, as texts, in the order of the kinds."""
    kinds = [each.kind for each in pieces]
    return [
        {"key": f"material.kind.{kind}", "n": kinds.count(kind)} for kind in MaterialKind if kind in kinds
    ]
