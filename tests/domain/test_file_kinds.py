"""What a file is, by its first bytes, whatever somebody has called it."""

import pytest

from bot.domain.results.file_kinds import BEGINNING_BYTES, ending_of, is_picture
from tests.exif import jpeg
from tests.real_pictures import HEIC, PNG, WEBP


@pytest.mark.parametrize(
    ("data", "ending", "shows_a_place"),
    [
        (jpeg(b"Exif\0\0"), ".jpg", True),
        (PNG, ".png", True),
        (HEIC, ".heic", True),
        (WEBP, ".webp", True),
        (b"\0\0\0\x20ftypisom\0\0\2\0", ".mp4", False),
        (b"\0\0\0\x14ftypqt  \0\0\0\0", ".mov", False),
        (b"\0\0\0\x1cftypM4A \0\0\0\0", ".m4a", False),
        (b"RIFF\x24\0\0\0WAVEfmt ", "", False),
        (b"%PDF-1.7", ".pdf", False),
        (b"", "", False),
    ],
)
def test_file_is_known_by_its_beginning(data: bytes, ending: str, shows_a_place: bool) -> None:
    first = data[:BEGINNING_BYTES]

    assert (ending_of(first), is_picture(first)) == (ending, shows_a_place)
