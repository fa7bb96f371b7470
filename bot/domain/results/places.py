"""拍摄位置: where a picture was taken, as its EXIF says, and how far that is from a place that was sent.

A place is `"latitude,longitude"` in degrees, as a message with a place is kept. It stays inside.
"""

import math
import struct

_MARKS = {b"Exif\0\0": (0,), b"eXIf": (0,), b"EXIF": (4, 10)}
"""What EXIF stands behind in JPEG and HEIC, in PNG, and in WebP; and how many bytes behind it."""
_MOST_MARKS = 8
"""HEIC names its EXIF once in a list of parts, without any behind it, before it comes."""
_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_HEADER = 4
_FIRST_AT = 4
"""Where a TIFF header says at which offset its first directory lies."""
_GPS = 0x8825
_LATITUDE, _LONGITUDE = (1, 2, b"S"), (3, 4, b"W")
"""The tags of the hemisphere and of the degrees, and the hemisphere that counts below zero."""
_ENTRY, _VALUE_IN_ENTRY = 12, 8
_MOST_LATITUDE, _MOST_LONGITUDE = 90, 180
_EARTH_METRES = 6_371_000
FAR_METRES = 500
"""So far from the place that was sent a picture is a sign; a large school is smaller."""


def place_in(picture: bytes) -> str:
    """Return the place in a picture's EXIF; "" where there is none, or none that can be read."""
    tiff = _tiff(picture)
    order = _ORDERS.get(tiff[:_HEADER], "")
    if not order:
        return ""
    try:
        gps = _directory(tiff, order, _pointed(tiff, order, _FIRST_AT))[_GPS]
        entries = _directory(tiff, order, _pointed(tiff, order, gps))
        latitude, longitude = (_degrees(tiff, order, entries, each) for each in (_LATITUDE, _LONGITUDE))
    except (struct.error, KeyError, ZeroDivisionError):
        return ""
    is_on_earth = abs(latitude) <= _MOST_LATITUDE and abs(longitude) <= _MOST_LONGITUDE
    return f"{latitude:.6f},{longitude:.6f}" if is_on_earth else ""


def metres_between(one: str, other: str) -> int:
    """Return the distance of two places in whole metres, along the great circle."""
    (south, west), (north, east) = _radians(one), _radians(other)
    half = math.sin((north - south) / 2) ** 2
    half += math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    return round(2 * _EARTH_METRES * math.asin(math.sqrt(min(1.0, half))))


def _tiff(picture: bytes) -> bytes:
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


def _radians(place: str) -> tuple[float, float]:
    latitude, longitude = place.split(",")
    return math.radians(float(latitude)), math.radians(float(longitude))


def _directory(tiff: bytes, order: str, at: int) -> dict[int, int]:
    """Return where the value of each tag of the directory at this offset stands."""
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    starts = range(at + 2, at + 2 + count * _ENTRY, _ENTRY)
    return {struct.unpack_from(f"{order}H", tiff, each)[0]: each + _VALUE_IN_ENTRY for each in starts}


def _pointed(tiff: bytes, order: str, at: int) -> int:
    (offset,) = struct.unpack_from(f"{order}I", tiff, at)
    return int(offset)


def _degrees(tiff: bytes, order: str, entries: dict[int, int], tags: tuple[int, int, bytes]) -> float:
    """Return degrees, minutes and seconds, each a fraction, as degrees with their sign."""
    hemisphere, value, below_zero = tags
    parts = struct.unpack_from(f"{order}6I", tiff, _pointed(tiff, order, entries[value]))
    degrees, minutes, seconds = (parts[n] / parts[n + 1] for n in (0, 2, 4))
    at = entries[hemisphere]
    sign = -1 if tiff[at : at + 1] == below_zero else 1
    return float(sign * (degrees + minutes / 60 + seconds / 3600))
