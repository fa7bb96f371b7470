"""The signing key: kept for the bot's account only, and its signatures of nobody else."""

from pathlib import Path

import pytest

from bot.domain.journal.heads import statement
from storage.signing import FILE, SigningKey, is_signed

SAID = statement(12, "9f" * 32)


def test_key_is_kept_with_mode_600_and_read_again(tmp_path: Path) -> None:
    assert SigningKey.read(tmp_path) is None
    made = SigningKey.make(tmp_path / "data", "07" * 32)
    again = SigningKey.read(tmp_path / "data")
    assert again is not None
    assert (made.public, made.sign(SAID)) == (again.public, again.sign(SAID))
    assert (tmp_path / "data" / FILE).stat().st_mode & 0o777 == 0o600
    assert [each.name for each in (tmp_path / "data").iterdir()] == [FILE]


@pytest.mark.parametrize("text", ["", "07" * 31, "no key"])
def test_damaged_file_is_no_key(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(ValueError, match=r"."):
        SigningKey.read(tmp_path)


def test_signature_is_of_this_key_and_this_statement_only() -> None:
    ours, other = SigningKey(b"\x07" * 32), SigningKey(b"\x08" * 32)
    signature = ours.sign(SAID)
    assert is_signed(ours.public, SAID, signature)
    assert not is_signed(other.public, SAID, signature)
    assert not is_signed(ours.public, statement(13, "9f" * 32), signature)
    assert not is_signed(ours.public, SAID, signature[:-2] + "00")
    assert not is_signed("", SAID, signature)
    assert not is_signed(ours.public, SAID, "no")
