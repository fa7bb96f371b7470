"""Where a picture was taken: read from its EXIF, whatever the camera, and never a crash."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.results.places import metres_between, place_in
from tests.exif import jpeg, with_place
from tests.real_pictures import HEIC, PLACE, PNG, WEBP

SCHOOL = ((38, 36, 36), (114, 42, 0))
_parts = st.tuples(st.integers(0, 59), st.integers(0, 59))


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        (*SCHOOL, "38.610000,114.700000"),
        ((-33, 52, 30), (-70, 30, 0), "-33.875000,-70.500000"),
        ((91, 0, 0), (0, 0, 0), ""),
        ((0, 0, 0), (181, 0, 0), ""),
    ],
)
def test_place_is_read_in_either_byte_order(
    latitude: tuple[int, int, int], longitude: tuple[int, int, int], expected: str, order: str
) -> None:
    assert place_in(jpeg(with_place(latitude, longitude, order))) == expected


@pytest.mark.parametrize("picture", [PNG, HEIC, WEBP], ids=["png", "heic", "webp"])
def test_place_is_read_from_what_real_encoders_write(picture: bytes) -> None:
    assert place_in(picture) == PLACE


@pytest.mark.parametrize("data", [b"", b"\x89PNG", jpeg(b"Exif\0\0"), jpeg(b"Exif\0\0II*\0\x08\0\0\0\0\0")])
def test_picture_without_a_place_has_none(data: bytes) -> None:
    assert place_in(data) == ""


@given(cut=st.integers(0, 200), noise=st.binary(max_size=40), at=st.integers(0, 150))
def test_damaged_picture_is_read_without_a_crash(cut: int, noise: bytes, at: int) -> None:
    whole = with_place(*SCHOOL)

    for damaged in (whole[:cut], whole[:at] + noise + whole[at + len(noise) :]):
        assert len(place_in(damaged).split(",")) in (1, 2)


@given(_parts, _parts)
def test_distance_is_the_same_both_ways_and_none_from_a_place_to_itself(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    here, there = (place_in(with_place((each[0], each[1], 0), (114, 0, 0))) for each in (one, other))

    assert metres_between(here, there) == metres_between(there, here)
    assert (metres_between(here, there) == 0) == (here == there)


def test_distance_is_in_metres() -> None:
    assert metres_between("38.610000,114.700000", "39.610000,114.700000") == 111195
