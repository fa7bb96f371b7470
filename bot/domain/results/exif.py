"""EXIF: the directories of what a camera writes into a picture, wherever it lies in the file.

What is damaged ends in one of UNREADABLE, which whoever reads a value takes for none.
"""

import struct

_MARKS = {b"Exif\0\0": (0,), b"eXIf": (0,), b"EXIF": (4, 10)}
"""What EXIF stands behind in JPEG and HEIC, in PNG, and in WebP; and how many bytes behind it."""
_MOST_MARKS = 8
"""HEIC names its EXIF once in a list of parts, without any behind it, before it comes."""
_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_HEADER = 4
FIRST_AT = 4
"""Where a TIFF header says at which offset its first directory lies."""
_ENTRY, _VALUE_IN_ENTRY = 12, 8
UNREADABLE = (struct.error, KeyError, ZeroDivisionError, ValueError)
"""What reading a picture raises that says nothing, or is broken."""


def tiff_in(picture: bytes) -> bytes:
    """Return the picture from where its EXIF begins, b"" where it has none."""
    for mark, gaps in _MARKS.items():
        at = -1
        for _ in range(_MOST_MARKS):
            if (at := picture.find(mark, at + 1)) < 0:
                break
            for start in (at + len(mark) + gap for gap in gaps):
                if picture[start : start + _HEADER] in _ORDERS:
                    return picture[start:]
    return b""


def order_of(tiff: bytes) -> str:
    """Return the order of its bytes as `struct` names it; "" where it is no EXIF."""
    return _ORDERS.get(tiff[:_HEADER], "")


def directory(tiff: bytes, order: str, at: int) -> dict[int, int]:
    """Return where the value of each tag of the directory at this offset stands."""
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    starts = range(at + 2, at + 2 + count * _ENTRY, _ENTRY)
    return {struct.unpack_from(f"{order}H", tiff, each)[0]: each + _VALUE_IN_ENTRY for each in starts}


def pointed(tiff: bytes, order: str, at: int) -> int:
    """Return the offset that stands at this one."""
    (offset,) = struct.unpack_from(f"{order}I", tiff, at)
    return int(offset)
