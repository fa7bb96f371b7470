"""Telephone and identity numbers in what people write: no message of ours repeats one."""

import re
import unicodedata

_PERSONAL = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<![0-9A-Za-z])\d{6}(?:19|20)\d{9}[\dXx](?![0-9A-Za-z])")
_GROUPING = re.compile(r"(?<=\d)[\s-]+(?=\d)")
_CODE = re.compile(r"[0-9A-Fa-f]{24,}|(?<![0-9A-Za-z])[0-9a-f]{16}(?=…|\.\.\.)")
"""A hash, whole or as an answer to /verify shortens it: sixteen digits and an ellipsis."""
_LONG_NUMBER = re.compile(r"\d{5,}")
_SHOWN_LETTERS = 40


def holds_personal_number(text: str) -> bool:
    """Returns whether a text holds a mobile phone number or an ID number."""
    return _PERSONAL.search(unicodedata.normalize("NFKC", text)) is not None


def without_codes(text: str) -> str:
    """Returns a text without its hashes, in which eleven digits may stand like a telephone number's."""
    return _CODE.sub("", text)


def has_typed_personal_number(text: str) -> bool:
    """Returns whether somebody typed a phone or ID number, also in groups of digits; none is in a hash."""
    plain = without_codes(unicodedata.normalize("NFKC", text))
    return holds_personal_number(plain) or holds_personal_number(_GROUPING.sub("", plain))


def shown(text: str, *, keep_numbers: bool = False) -> str:
    """Returns a cell's text fit for a message: cut, without phone, ID and (by default) any long number."""
    plain = " ".join(_PERSONAL.sub("…", unicodedata.normalize("NFKC", text)).split())
    if not keep_numbers:
        plain = _LONG_NUMBER.sub("…", plain)
    return plain if len(plain) <= _SHOWN_LETTERS else plain[: _SHOWN_LETTERS - 1] + "…"
