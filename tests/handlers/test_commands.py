"""The commands that there are, those that the help names, and the seals on the buttons."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handlers.commands import COMMANDS
from bot.sealing import _mac, seal, unseal
from locales import LANGUAGES, catalogue

KEY = bytes(range(32))
MOST_CALLBACK_BYTES = 64
HERE = {"start", *COMMANDS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_name_only_commands_that_there_are(language: str) -> None:
    words = " ".join(str(message.string) for message in catalogue(language) if message.id)

    assert set(re.findall(r"(?<![\w/.}])/([a-z]+)\b", words)) - HERE == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_but_cancel_is_named_in_some_help(language: str) -> None:
    helps = " ".join(
        str(message.string) for message in catalogue(language) if str(message.id).startswith("help.")
    )

    named = set(re.findall(r"/([a-z]+)\b", helps))
    assert HERE - named <= {"start", "cancel", "lang", "help"}


@given(st.integers(0, 2**63 - 1))
def test_seal_is_undone_and_fits_a_button(number: int) -> None:
    data = seal(KEY, number)

    assert unseal(KEY, data) == number
    assert len(data.encode()) <= MOST_CALLBACK_BYTES


@given(st.integers(0, 2**40), st.integers(0, 40), st.sampled_from(string.printable + "按é\x00"))
def test_seal_with_any_letter_changed_is_none(number: int, at: int, letter: str) -> None:
    data = seal(KEY, number)
    forged = data[:at] + letter + data[at + 1 :]

    assert unseal(KEY, forged) == (number if forged == data else None)


@given(st.text(max_size=64))
def test_any_text_is_no_seal(text: str) -> None:
    assert unseal(KEY, text) is None


@given(st.integers(0, 2**40))
def test_another_bots_seal_is_none(number: int) -> None:
    assert unseal(KEY, seal(KEY[::-1], number)) is None


@pytest.mark.parametrize("data", ["", ".", "..", "1..", "1.1.", "\ud800", "2.1.AAAAAAAAAAAAAAAA"])
def test_odd_data_is_none(data: str) -> None:
    assert unseal(KEY, data) is None


def test_seal_of_another_version_is_none() -> None:
    reference = "2.1"

    assert unseal(KEY, f"{reference}.{_mac(KEY, reference)}") is None
