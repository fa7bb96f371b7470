"""When a picture was taken: read from its EXIF, by the camera's clock, and never a crash."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.results.captures import captured_at
from tests.exif import jpeg, with_place, with_time
from tests.real_pictures import TIMED

TAKEN = "2026:09:21 09:05:30"
SAME = datetime(2026, 9, 21, 1, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    ("taken", "offset", "expected"),
    [
        (TAKEN, "+08:00", SAME),
        (TAKEN, "", SAME),  # a camera that names no offset shows the hour of where it is
        (TAKEN, "      ", SAME),
        ("2026:09:21 01:05:30", "+00:00", SAME),
        ("0000:00:00 00:00:00", "", None),
        ("    :  :     :  :  ", "", None),
        ("0001:01:01 00:00:00", "+08:00", None),
        (TAKEN, "east", None),
    ],
)
def test_time_is_read_with_its_offset_in_either_byte_order(
    taken: str, offset: str, expected: datetime | None, order: str
) -> None:
    assert captured_at(jpeg(with_time(taken, offset, order))) == expected


@pytest.mark.parametrize("picture", TIMED)
def test_time_is_read_from_what_real_encoders_write(picture: bytes) -> None:
    assert captured_at(picture) == SAME


@pytest.mark.parametrize("data", [b"", b"\x89PNG", jpeg(b"Exif\0\0"), jpeg(with_place((1, 0, 0), (1, 0, 0)))])
def test_picture_without_a_time_has_none(data: bytes) -> None:
    assert captured_at(data) is None


@given(cut=st.integers(0, 120), noise=st.binary(max_size=40), at=st.integers(0, 100))
def test_damaged_picture_is_read_without_a_crash(cut: int, noise: bytes, at: int) -> None:
    whole = with_time(TAKEN, "+08:00")

    for damaged in (whole[:cut], whole[:at] + noise + whole[at + len(noise) :]):
        assert captured_at(damaged) is None or captured_at(damaged).tzinfo is UTC  # type: ignore[union-attr]
