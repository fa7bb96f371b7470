"""EXIF segments with a place, or with a time, as a camera writes them."""

import struct

_ASCII, _RATIONAL = 2, 5
_ENTRY = 12


def with_place(latitude: tuple[int, int, int], longitude: tuple[int, int, int], order: str = "<") -> bytes:
    """Return an EXIF segment whose GPS directory says so many degrees, minutes and seconds north and east.

    A negative degree is south or west.
    """
    first_at, gps_at = 8, 8 + 2 + _ENTRY + 4
    values_at = gps_at + 2 + 4 * _ENTRY + 4
    pointer = _entry(order, 0x8825, 4, 1, struct.pack(f"{order}I", gps_at))
    rows = [
        _entry(order, 1, _ASCII, 2, b"S\0\0\0" if latitude[0] < 0 else b"N\0\0\0"),
        _entry(order, 2, _RATIONAL, 3, struct.pack(f"{order}I", values_at)),
        _entry(order, 3, _ASCII, 2, b"W\0\0\0" if longitude[0] < 0 else b"E\0\0\0"),
        _entry(order, 4, _RATIONAL, 3, struct.pack(f"{order}I", values_at + 24)),
    ]
    start = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", first_at)
    first = struct.pack(f"{order}H", 1) + pointer + bytes(4)
    gps = struct.pack(f"{order}H", len(rows)) + b"".join(rows) + bytes(4)
    return b"Exif\0\0" + start + first + gps + _fractions(order, latitude) + _fractions(order, longitude)


def with_time(taken: str, offset: str = "", order: str = "<") -> bytes:
    """Return an EXIF segment that says when a picture was taken, and at which offset from UTC, if any."""
    camera_at = 8 + 2 + _ENTRY + 4
    count = 2 if offset else 1
    values_at = camera_at + 2 + count * _ENTRY + 4
    said = [taken.encode() + b"\0", offset.encode() + b"\0"][:count]
    starts = [values_at, values_at + len(said[0])][:count]
    rows = [
        _entry(order, tag, _ASCII, len(words), struct.pack(f"{order}I", at))
        for tag, words, at in zip((0x9003, 0x9011), said, starts, strict=False)
    ]
    pointer = _entry(order, 0x8769, 4, 1, struct.pack(f"{order}I", camera_at))
    start = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    first = struct.pack(f"{order}H", 1) + pointer + bytes(4)
    camera = struct.pack(f"{order}H", count) + b"".join(rows) + bytes(4)
    return b"Exif\0\0" + start + first + camera + b"".join(said)


def jpeg(segment: bytes) -> bytes:
    """Return a JPEG file of 640 by 480 pixels that carries the segment."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 8, 8, 480, 640, 0)
    return (
        b"\xff\xd8\xff\xe1"
        + struct.pack(">H", len(segment) + 2)
        + segment
        + frame
        + b"\xff\xda\x00\x02\xff\xd9"
    )


def _entry(order: str, tag: int, kind: int, count: int, value: bytes) -> bytes:
    return struct.pack(f"{order}HHI4s", tag, kind, count, value)


def _fractions(order: str, parts: tuple[int, int, int]) -> bytes:
    return struct.pack(f"{order}6I", *(number for each in parts for number in (abs(each), 1)))
