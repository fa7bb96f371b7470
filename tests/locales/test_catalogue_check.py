"""The catalogues have no fault, and every kind of fault would be found."""

import subprocess
import sys

import pytest

from locales import LANGUAGES
from locales.check import problems

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def made(*entries: str) -> bytes:
    return "\n\n".join([HEAD, *entries]).encode()


def entry(key: str, text: str, mark: str = "") -> str:
    return f'{mark}msgid "{key}"\nmsgstr "{text}"\n'


def test_catalogues_have_no_fault() -> None:
    run = subprocess.run([sys.executable, "-m", "locales.check"], capture_output=True, check=False, text=True)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_two_languages_are_checked() -> None:
    assert LANGUAGES == ("zh_CN", "en")


@pytest.mark.parametrize(
    ("chinese", "english", "found"),
    [
        ([entry("a.b", "甲 {n}")], [entry("a.b", "A {n}")], []),
        ([entry("a.b", "甲")], [entry("a.b", "A!")], []),
        ([entry("a.b", "甲")], [], ["en: a.b: no such key"]),
        ([], [entry("a.b", "A")], ["zh_CN: a.b: no such key"]),
        ([entry("a.b", "甲")], [entry("a.b", "")], ["en: a.b: no text"]),
        ([entry("a.b", " ")], [entry("a.b", "A")], ["zh_CN: a.b: no text"]),
        ([entry("a.b", "甲", "#, fuzzy\n")], [entry("a.b", "A")], ["zh_CN: a.b: marked as fuzzy"]),
        ([entry("a.b", "甲{n}")], [entry("a.b", "A {m}")], ["en: a.b: has {m}, zh_CN has {n}"]),
        ([entry("a.b", "甲{n}")], [entry("a.b", "A")], ["en: a.b: has no placeholder, zh_CN has {n}"]),
        ([entry("a.b", "甲")] * 2, [entry("a.b", "A")], ["zh_CN: a.b: 2 times in the catalogue"]),
        ([entry("a.b", "甲！")], [entry("a.b", "A")], ["zh_CN: a.b: an exclamation mark"]),
        ([entry("a.b", "甲!")], [entry("a.b", "A")], ["zh_CN: a.b: an exclamation mark"]),
    ],
)
def test_each_fault_is_one_line(chinese: list[str], english: list[str], found: list[str]) -> None:
    assert problems({"zh_CN": made(*chinese), "en": made(*english)}) == found


@pytest.mark.parametrize("placeholder", ["", "0", "n.name", "n[0]"])
def test_placeholder_without_plain_name_is_found(placeholder: str) -> None:
    text = entry("a.b", f"{{{placeholder}}}")
    line = f"a.b: a placeholder without a plain name: {{{placeholder}}}"
    assert problems({"zh_CN": made(text), "en": made(text)}) == [f"zh_CN: {line}", f"en: {line}"]


def test_single_brace_is_found_and_not_compared() -> None:
    found = problems({"zh_CN": made(entry("a.b", "甲{n")), "en": made(entry("a.b", "A {n}"))})
    assert found == ["zh_CN: a.b: expected '}' before end of string"]


def test_broken_file_is_found_and_the_other_still_checked() -> None:
    found = problems({"zh_CN": made(entry("a.b", "")), "en": b"msgid \xff"})
    assert [line.split(":")[:2] for line in found] == [["en", " cannot be read"], ["zh_CN", " a.b"]]
