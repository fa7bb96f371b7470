"""拍摄时间: when a picture was taken, as the camera's clock says in its EXIF.

Anybody can set a camera's clock, and write what he likes into a file: it is shown to the team, who know what
they have photographed, and proves nothing. It stays inside.
"""

from datetime import UTC, datetime

from bot.domain.results.exif import FIRST_AT, UNREADABLE, directory, order_of, pointed, tiff_in

_OF_CAMERA = 0x8769
_TAKEN, _OFFSET = 0x9003, 0x9011
_TIME_BYTES, _OFFSET_BYTES = 19, 6
_SHANGHAI = "+08:00"
_FORMAT = "%Y:%m:%d %H:%M:%S"


def captured_at(picture: bytes) -> datetime | None:
    """Return when the camera says that it was taken, Shanghai's time where it names no other; or None."""
    tiff = tiff_in(picture)
    order = order_of(tiff)
    if not order:
        return None
    try:
        camera = directory(tiff, order, pointed(tiff, order, FIRST_AT))[_OF_CAMERA]
        entries = directory(tiff, order, pointed(tiff, order, camera))
        taken = _ascii(tiff, pointed(tiff, order, entries[_TAKEN]), _TIME_BYTES)
        offset = _offset(tiff, order, entries)
        at = datetime.strptime(taken + (offset or _SHANGHAI), f"{_FORMAT}%z")
        return at.astimezone(UTC)
    except (*UNREADABLE, OverflowError):
        return None


def _offset(tiff: bytes, order: str, entries: dict[int, int]) -> str:
    """Return the offset from UTC such as +08:00; "" where there is none, or a blank one."""
    if _OFFSET not in entries:
        return ""
    return _ascii(tiff, pointed(tiff, order, entries[_OFFSET]), _OFFSET_BYTES).strip()


def _ascii(tiff: bytes, at: int, count: int) -> str:
    return tiff[at : at + count].decode("ascii", "replace")
