"""Archives of more than two gigabytes: their directory has another form, and is held against it as well."""

import json
import zipfile
from pathlib import Path

import pytest

from bot.domain.archive import INDEX, SIGNATURE, Index
from storage.archives import ArchiveError, filed, open_archive, pack

_LARGE = 3_000
"""What counts as too large for the usual form here, so that no test writes gigabytes."""
FILES = {f"evidence/{n}.jpg": bytes([n]) * 700 for n in range(9)} | {"rows/说明.json": b"[]"}


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an archive of which most files begin behind the limit."""
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", _LARGE)
    index = Index(
        round="SSJ-2026-0001",
        state="closed",
        as_of="2026-09-30T00:00:00Z",
        unsettled=0,
        files=tuple(filed(name, data) for name, data in sorted(FILES.items())),
    )
    raw = json.dumps(index.model_dump(mode="json")).encode()
    pack(tmp_path / "large.zip", {**FILES, INDEX: raw, SIGNATURE: b"{}"})
    return tmp_path / "large.zip"


def test_large_archive_is_whole(large: Path) -> None:
    assert b"PK\x06\x06" in large.read_bytes()  # the end of a ZIP64
    with open_archive(large) as opened:
        assert {name: opened.read(name) for name in FILES} == FILES


@pytest.mark.parametrize("at", [-1, -12, -30, -50, -90, -140])
def test_a_byte_that_is_changed_behind_its_files_is_found(large: Path, at: int) -> None:
    whole = bytearray(large.read_bytes())
    whole[at] ^= 1
    large.write_bytes(whole)
    with pytest.raises(ArchiveError), open_archive(large):
        pass
