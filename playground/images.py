"""What Telegram does to a photo, as far as the standard library can: it reads the size and drops EXIF."""

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_MARKER = 0xFF
_START_OF_SCAN = 0xDA
_EXIF_SEGMENT = 0xE1
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}

Size = tuple[int, int]


def dimensions(picture: bytes) -> Size | None:
    """Width and height in pixels of a PNG or JPEG; None for anything else."""
    if picture.startswith(_PNG) and len(picture) >= len(_PNG) + 16:
        width, height = struct.unpack(">II", picture[16:24])
        return width, height
    for marker, start, end in _segments(picture):
        if marker in _FRAMES and end - start >= len(b"\x08HHWW"):
            height, width = struct.unpack(">HH", picture[start + 1 : start + 5])
            return width, height
    return None


def without_exif(picture: bytes) -> bytes:
    """The JPEG without its EXIF segments (camera, place, time); anything else unchanged."""
    kept = picture
    for marker, start, end in reversed(_segments(picture)):
        if marker == _EXIF_SEGMENT:
            kept = kept[: start - 4] + kept[end:]
    return kept


def extension(picture: bytes) -> str:
    """The file name's ending that fits the bytes."""
    return "png" if picture.startswith(_PNG) else "jpg"


def _segments(picture: bytes) -> list[tuple[int, int, int]]:
    """The JPEG's header segments as (marker, start of content, end of content)."""
    if not picture.startswith(_JPEG):
        return []
    segments, at = [], 2
    while at + 4 <= len(picture) and picture[at] == _MARKER and picture[at + 1] != _START_OF_SCAN:
        (length,) = struct.unpack(">H", picture[at + 2 : at + 4])
        segments.append((picture[at + 1], at + 4, at + 2 + length))
        at += 2 + length
    return segments
