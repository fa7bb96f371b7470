"""A secret can be read under its own name and the office's key, and otherwise not at all."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.secret_key import fingerprint, new_secret_key, read_secret_key
from storage.files import SecretFolder

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
SECRET = "5e" * 32


def test_secret_is_read_back(tmp_path: Path) -> None:
    SecretFolder(tmp_path, KEY).keep("SSJ-1", SECRET)

    assert SecretFolder(tmp_path, KEY).read("SSJ-1") == SECRET
    assert SECRET.encode() not in (tmp_path / "SSJ-1").read_bytes()
    assert (tmp_path / "SSJ-1").stat().st_mode & 0o777 == 0o600


def test_two_files_of_one_secret_have_nothing_in_common(tmp_path: Path) -> None:
    vault = SecretFolder(tmp_path, KEY)
    for name in ("A", "B"):
        vault.keep(name, SECRET)

    assert (tmp_path / "A").read_bytes()[12:44] != (tmp_path / "B").read_bytes()[12:44]


@pytest.mark.parametrize("key", [None, OTHER])
def test_without_the_key_nothing_is_read(tmp_path: Path, key: bytes | None) -> None:
    SecretFolder(tmp_path, KEY).keep("SSJ-1", SECRET)

    assert SecretFolder(tmp_path, key).read("SSJ-1") is None


def test_without_a_key_nothing_is_kept_and_much_is_forgotten(tmp_path: Path) -> None:
    SecretFolder(tmp_path, KEY).keep("SSJ-1", SECRET)
    vault = SecretFolder(tmp_path)
    with pytest.raises(PermissionError):
        vault.keep("SSJ-2", SECRET)
    vault.forget("SSJ-1")

    assert (vault.fault, list(tmp_path.iterdir())) == ("no_key", [])


def test_file_in_the_place_of_another_is_not_read(tmp_path: Path) -> None:
    vault = SecretFolder(tmp_path, KEY)
    vault.keep("SSJ-1", SECRET)
    (tmp_path / "SSJ-1").rename(tmp_path / "SSJ-2")

    assert vault.read("SSJ-2") is None


def test_no_damaged_file_is_read(tmp_path: Path) -> None:
    vault = SecretFolder(tmp_path, KEY)
    vault.keep("SSJ-1", SECRET)
    whole = (tmp_path / "SSJ-1").read_bytes()
    for at in range(len(whole)):
        (tmp_path / "SSJ-1").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert vault.read("SSJ-1") is None
        (tmp_path / "SSJ-1").write_bytes(whole[:at])
        assert vault.read("SSJ-1") is None


@given(key=st.binary(min_size=32, max_size=32))
def test_printed_key_is_read_however_it_is_copied(key: bytes) -> None:
    printed = new_secret_key(lambda _n: key.hex())

    for copied in (printed, printed.lower(), printed.replace("-", ""), f" {printed.replace('-', ' ')}\n"):
        assert read_secret_key(copied) == key
    assert key.hex() not in fingerprint(key)


@pytest.mark.parametrize("text", ["", "ABCD", "0189" * 13, "ABCD" * 14, "保密"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no key"):
        read_secret_key(text)
