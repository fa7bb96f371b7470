"""`python -m demo.messages` writes docs/messages.md: every message in both languages, as an office reads it.

A message is rendered from a real screen that a story has written down (message_samples.json, made by running
the stories with SHUANGSUIJI_SAMPLES set to that file), with its buttons. Where none was written down, and
for the phrases that messages are made of, the placeholders are filled with their own names.
"""

import json
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.domain.texts import Screen
from bot.regulations import load_profile
from bot.views import KEYBOARDS, screen_of
from bot.views.names import terms_of
from bot.views.values import text_of
from demo.stage import BOT_NAME
from locales import LANGUAGES, catalogue, render
from locales.check import placeholders

DOCUMENT = Path(__file__).parents[1] / "docs" / "messages.md"
_NOT_IN_THE_CHAT = ("console.", "form.", "paper.row.", "record.", "site.", "template.")
"""What is read on paper, on the public page, in the operator's terminal; but what a story saw is said."""
_TERMS = terms_of(load_profile("quyang-education-2023"))
"""The samples come from an office under this regulation."""
_DAY = date(2026, 9, 22)
_DAYS = frozenset({"day", "first", "last", "until", "on"})
_HEAD = """# 消息一览 All messages

机器人发出的每一条消息，中文和英文，连同按钮。
样例取自测试中各人看到的真实界面，人名、校验码等均为样例。
`〔…〕` 是没有样例的内容。本文由 `python -m demo.messages` 生成，请勿手工修改；
要改措辞，请改 `locales/` 中的文本。

Every message of the bot in Chinese and English, with its buttons; the samples come from real screens of the
stories, names and hashes are samples. `〔…〕` marks what has no sample. Made by `python -m demo.messages`; to
change a wording, change the texts in `locales/`.
"""


def document() -> str:
    """Return the whole document, in the order of the catalogue."""
    parts = [_HEAD]
    for section, keys in sections().items():
        parts.append(f"## {section}\n")
        parts += [_message(key) for key in keys if is_message(key)]
        if phrases := [key for key in keys if not is_message(key)]:
            parts.append(_phrases(phrases))
    return "\n".join(parts)


def sections() -> dict[str, list[str]]:
    """Return the keys of the texts said in the chat by the catalogue's sections."""
    found: dict[str, list[str]] = {}
    section = ""
    for message in catalogue(LANGUAGES[0]):
        section = " ".join(message.user_comments) or section
        key = str(message.id)
        if key and (key in samples() or not key.startswith(_NOT_IN_THE_CHAT)):
            found.setdefault(section, []).append(key)
    return found


@cache
def samples() -> dict[str, dict[str, Any]]:
    """Return a real screen's data by the screen's name."""
    raw = files(__package__).joinpath("message_samples.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = json.loads(raw)
    return found


def is_message(key: str) -> bool:
    """Return whether the text is a message of its own, not a phrase within one or on a button."""
    is_frame = "{text}" in _template(LANGUAGES[0], key)
    is_long = any("\n" in _template(each, key) for each in LANGUAGES) and not is_frame
    return key in samples() or key in KEYBOARDS or is_long


def _message(key: str) -> str:
    shown = _screen(key)
    both = "\n".join(f"~~~text\n{_shown(language, shown)}\n~~~" for language in LANGUAGES)
    return f"### `{key}`\n\n{both}\n"


def _phrases(keys: list[str]) -> str:
    rows = [f"| `{key}` | {' | '.join(_cell(language, key) for language in LANGUAGES)} |" for key in keys]
    return "\n".join(["| | 中文 | English |", "|---|---|---|", *rows, ""])


def _screen(key: str) -> Screen:
    """Return the screen of the sample; without a keyboard where the sample has not what that asks for."""
    data = samples().get(key, {})
    if not is_enough(key, _filled(key, data)):
        return Screen(text_of(key, _filled(key, {}), BOT_NAME))
    return screen_of(key, {"card_name": ""} | _filled(key, data), BOT_NAME)


def is_enough(key: str, data: dict[str, Any]) -> bool:
    """Return whether the screen of this name can be shown from the data: an old sample may lack a value."""
    try:
        shown = screen_of(key, {"card_name": ""} | data, BOT_NAME)
        for language in LANGUAGES:
            _shown(language, shown)
    except (KeyError, TypeError, ValueError):  # the screen asks for more than the data have
        return False
    return True


def without_sample() -> list[str]:
    """Return the messages that stand in the document with placeholders, for want of a real screen."""
    messages = [key for keys in sections().values() for key in keys if is_message(key)]
    return [key for key in messages if not is_enough(key, samples().get(key, {}))]


def _filled(key: str, data: dict[str, Any]) -> dict[str, Any]:
    """Return the data with each placeholder that has no value filled with its own name."""
    names = placeholders(_template(LANGUAGES[0], key)) - {"bot"} - set(_TERMS)
    own = {name: {"date": _DAY.isoformat()} if name in _DAYS else f"〔{name}〕" for name in names}
    return {name: value for name, value in own.items() if name not in data} | data


def _shown(language: str, screen: Screen) -> str:
    rows = [
        " ".join(f"［{render(language, button.label, _TERMS)}］" for button in row)
        for row in screen.keyboard
        if row
    ]
    return "\n".join([render(language, screen.text, _TERMS), *([""] if rows else []), *rows])


def _cell(language: str, key: str) -> str:
    return _template(language, key).replace("{", "〔").replace("}", "〕").replace("|", "\\|")


def _template(language: str, key: str) -> str:
    message = catalogue(language).get(key)
    return str(message.string) if message else ""


def main() -> None:
    """Write the document."""
    DOCUMENT.write_text(document(), encoding="utf-8")


if __name__ == "__main__":
    main()
