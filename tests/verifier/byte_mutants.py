"""Files that are no canonical JSON, though most mean the same bundle."""

import json

from value_mutants import RICH
from verifier_three import vector

from bot.domain.draw.bytes import dumps


def byte_mutants():
    """Yield `(name, raw)` of files that are no canonical JSON, though most mean the same bundle."""
    raw = dumps(vector(RICH))
    text = raw.decode()
    first = text.index(":")
    yield from {
        "nothing": b"",
        "a space at the end": raw + b" ",
        "a line at the end": raw + b"\n",
        "a space at the start": b" " + raw,
        "a byte order mark": b"\xef\xbb\xbf" + raw,
        "two values": raw + raw,
        "a comma at the end": raw + b",",
        "a NUL at the end": raw + b"\0",
        "cut short": raw[:-1],
        "cut in a string": raw[:9],
        "UTF-16": text.encode("utf-16"),
        "a broken sign": raw.replace("示".encode(), b"\xe7\xa4", 1),
        "an overlong sign": raw.replace(b"T001", b"T\xc0\xb001", 1),
        "a surrogate in UTF-8": raw.replace(b"T001", b"T\xed\xa0\x8001", 1),
        "a space after a colon": f"{text[: first + 1]} {text[first + 1 :]}".encode(),
        "a key twice": text.replace('"load":', '"load":9,"load":', 1).encode(),
        "the same key twice": (text[:-1] + ',"vacancies":[]}').encode(),
        "keys out of order": json.dumps(dict(reversed(vector(RICH).items())), ensure_ascii=False).encode(),
        "an escape too many": text.replace("T001", "\\u0054001", 1).encode(),
        "an escaped slash": text.replace('"name":"', '"name":"\\/', 1).encode(),
        "a raw tab": text.replace('"name":"', '"name":"\t', 1).encode(),
        "an upper-case escape": text.replace('"name":"', '"name":"\\u001F', 1).encode(),
        "a lone surrogate": text.replace('"name":"', '"name":"\\ud800', 1).encode(),
        "a decomposed letter": text.replace('"name":"', '"name":"e\u0301', 1).encode(),
        "an upper-case key": text.replace('"load"', '"Load"', 1).encode(),
        "a key in other letters": text.replace('"load"', '"lo-d"', 1).encode(),
        **{
            f"the number {number}": text.replace('"floor_bp":500', f'"floor_bp":{number}', 1).encode()
            for number in (
                *(
                    "500.0",
                    "5e2",
                    "5E+2",
                    "0500",
                    "+500",
                    "-0",
                    "５００",
                    "0x1f4",
                    "NaN",
                    "Infinity",
                    ".5",
                    "5.",
                ),
                *("9007199254740992", "-9007199254740992", "1" * 400, "1" * 5000, "1e999", "5 00", "--5"),
            )
        },
        "a word": text.replace("null", "None", 1).encode(),
        "another case of a word": text.replace("null", "NULL", 1).encode(),
        "single quotes": text.replace('"load"', "'load'", 1).encode(),
        "a comment": text.replace('"load"', '/**/"load"', 1).encode(),
        "a comma too many": text.replace("]", ",]", 1).encode(),
        "a comma too few": text.replace(",", "", 1).encode(),
        "a full-width comma": text.replace(",", "，", 1).encode(),
        "depth": b"[" * 100_000 + b"]" * 100_000,
    }.items()
