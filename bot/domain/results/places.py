"""拍摄位置: where a picture was taken, as its EXIF says, and how far that is from a place that was sent.

A place is `"latitude,longitude"` in degrees, as a message with a place is kept. It stays inside.
"""

import math
import struct

from bot.domain.results.exif import FIRST_AT, UNREADABLE, directory, order_of, pointed, tiff_in

_GPS = 0x8825
_LATITUDE, _LONGITUDE = (1, 2, b"S"), (3, 4, b"W")
"""The tags of the hemisphere and of the degrees, and the hemisphere that counts below zero."""
_MOST_LATITUDE, _MOST_LONGITUDE = 90, 180
_EARTH_METRES = 6_371_000
FAR_METRES = 500
"""So far from the place that was sent a picture is a sign; a large school is smaller."""


def place_in(picture: bytes) -> str:
    """Return the place in a picture's EXIF; "" where there is none, or none that can be read."""
    tiff = tiff_in(picture)
    order = order_of(tiff)
    if not order:
        return ""
    try:
        gps = directory(tiff, order, pointed(tiff, order, FIRST_AT))[_GPS]
        entries = directory(tiff, order, pointed(tiff, order, gps))
        latitude, longitude = (_degrees(tiff, order, entries, each) for each in (_LATITUDE, _LONGITUDE))
    except UNREADABLE:
        return ""
    is_on_earth = abs(latitude) <= _MOST_LATITUDE and abs(longitude) <= _MOST_LONGITUDE
    return f"{latitude:.6f},{longitude:.6f}" if is_on_earth else ""


def metres_between(one: str, other: str) -> int:
    """Return the distance of two places in whole metres, along the great circle."""
    (south, west), (north, east) = _radians(one), _radians(other)
    half = math.sin((north - south) / 2) ** 2
    half += math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    return round(2 * _EARTH_METRES * math.asin(math.sqrt(min(1.0, half))))


def _radians(place: str) -> tuple[float, float]:
    latitude, longitude = place.split(",")
    return math.radians(float(latitude)), math.radians(float(longitude))


def _degrees(tiff: bytes, order: str, entries: dict[int, int], tags: tuple[int, int, bytes]) -> float:
    """Return degrees, minutes and seconds, each a fraction, as degrees with their sign."""
    hemisphere, value, below_zero = tags
    parts = struct.unpack_from(f"{order}6I", tiff, pointed(tiff, order, entries[value]))
    degrees, minutes, seconds = (parts[n] / parts[n + 1] for n in (0, 2, 4))
    at = entries[hemisphere]
    sign = -1 if tiff[at : at + 1] == below_zero else 1
    return float(sign * (degrees + minutes / 60 + seconds / 3600))
