"""How codes, names and yes or no are written in a register, and how they are compared."""

import re
import unicodedata

IDENTIFIER = r"^[0-9A-Z-]{1,32}$"
_SPOILT = re.compile(r"\d(\.\d+E\+?|E\+)\d{2}")
_YES = frozenset({"是", "有", "持证", "已持证", "有证", "√", "✓", "✔", "Y", "YES", "1", "TRUE"})
_NO = frozenset({"否", "无", "未持证", "不持证", "无证", "×", "✗", "✘", "N", "NO", "0", "FALSE"})
YES, NO = "是", "否"


def normalised_identifier(text: str) -> str:
    """Returns a code or number as it is kept: NFKC, upper case, no white space, dashes made plain."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    return re.sub("[\u2010-\u2015\u2212]", "-", plain).strip("\u200b\u200e\u200f\u2060\ufeff'")


def is_identifier(text: str) -> bool:
    """Returns whether a normalised code or number can be one (1 to 32 of 0-9, A-Z and the dash)."""
    return re.fullmatch(IDENTIFIER, text) is not None


def is_spoilt(text: str) -> bool:
    """Returns whether a spreadsheet has turned a long code into 1.24205E+17, which cannot be turned back."""
    return _SPOILT.fullmatch(unicodedata.normalize("NFKC", text).strip().upper()) is not None


def name_key(text: str) -> str:
    """Returns a name as it is compared: NFKC, no white space, lower case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def read_yes_no(text: str) -> bool | None:
    """Returns what a cell such as 是, 无, √ or Y says, or None when it says neither."""
    word = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if word in _YES:
        return True
    return False if word in _NO else None
