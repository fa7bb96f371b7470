"""Every text renders in both languages, within Telegram's limits, and shows nobody's tricks."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from code_keys import REFUSING, sayings
from key_families import spelt_out

from bot.domain.texts import text
from locales import LANGUAGES, catalogue, clean, render, render_key
from locales.check import placeholders

TEXT_UNITS, CAPTION_UNITS, TOAST_UNITS, LABEL_CHARACTERS = 4096, 1024, 200, 64
SHORT, CODE, LONG = "某某", "0" * 64, "某某县第一初级中学" * 20
KEYS = [str(message.id) for message in catalogue("zh_CN") if message.id]


@dataclass(frozen=True)
class Dummy:
    """A text of this key with the same value for each of its placeholders."""

    key: str
    value: Any = SHORT
    params: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        names = placeholders(str(catalogue("zh_CN")[self.key].string))
        object.__setattr__(self, "params", dict.fromkeys(names, self.value))


def units(words: str) -> int:
    """Return the length as Telegram counts it."""
    return len(words.encode("utf-16-le")) // 2


def said_by(*names: str) -> list[str]:
    return sorted(spelt_out({saying.key for saying in sayings() if saying.by in names}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_renders_within_a_message(language: str) -> None:
    lengths = {key: units(render(language, Dummy(key, LONG))) for key in KEYS}
    assert {key: length for key, length in lengths.items() if not 0 < length <= TEXT_UNITS} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_fits_on_a_button(language: str) -> None:
    labels = [render(language, Dummy(key)) for key in said_by("button")]
    assert [label for label in labels if len(label) > LABEL_CHARACTERS] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_to_a_press_fits_in_a_toast(language: str) -> None:
    answers = [render(language, Dummy(key)) for key in said_by("toast", *REFUSING)]
    assert [answer for answer in answers if units(answer) > TOAST_UNITS] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_below_a_file_fits_in_a_caption(language: str) -> None:
    captions = {saying.key for saying in sayings() if saying.has_document}
    texts = [render(language, Dummy(key, CODE)) for key in captions]
    assert [each for each in texts if units(each) > CAPTION_UNITS] == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("第一中学", "第一中学"),
        ("\u202eexe.中学\u202c", "exe.中学"),
        ("\u2066甲\u2069", "甲"),
        ("第\u200b一\u200d中\ufeff学", "第一中学"),
        ("甲\u00ad乙\x00丙\x1b", "甲乙丙"),
        ("甲\ud800乙", "甲乙"),
        ("甲\n乙\r\n丙", "甲\n乙\n丙"),
        ("甲\t乙\u2028丙\u2029丁", "甲 乙 丙 丁"),
        ("{name} <b>*_`", "{name} <b>*_`"),
        ("𠮷野家🎲", "𠮷野家🎲"),
    ],
)
def test_hostile_names_are_cleaned(written: str, shown: str) -> None:
    assert clean(written) == shown
    assert render("zh_CN", text("recusal.option", name=written)) == shown


@pytest.mark.parametrize(
    ("language", "day", "shown"),
    [
        ("zh_CN", date(2026, 11, 23), "2026年11月23日（周一） 24:00"),
        ("zh_CN", date(2027, 1, 3), "2027年1月3日（周日） 24:00"),
        ("en", date(2026, 11, 23), "Mon, 23 Nov 2026, 24:00"),
        ("en", date(2027, 1, 3), "Sun, 3 Jan 2027, 24:00"),
    ],
)
def test_dates_are_written_as_the_language_does(language: str, day: date, shown: str) -> None:
    assert render(language, text("date.due", day=day)) == shown


def test_lists_are_lines_and_blank_lines_never_pile_up() -> None:
    lines = [text("vacancy.line", name="甲"), "乙  ", 3, "", "", ""]
    assert render("zh_CN", text("notice.numbered", text=lines, n=7)) == "甲\n乙\n3\n\n〔通知第7号〕"


def test_nested_text_speaks_the_language_of_the_whole() -> None:
    verdict = text("result.toast", finding=text("finding.abnormal"))
    terms = {"the_abnormal": text("term.abnormal", name="不正常")}
    assert [render(language, verdict, terms) for language in LANGUAGES] == [
        "已记录：不正常",
        "Recorded: abnormal (不正常)",
    ]


def test_missing_value_and_unknown_key_are_errors() -> None:
    with pytest.raises(KeyError, match="name"):
        render("zh_CN", text("confirm.ask_outcome"))
    with pytest.raises(KeyError, match="no\\.such"):
        render_key("en", "no.such")
