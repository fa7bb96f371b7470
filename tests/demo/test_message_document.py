"""docs/messages.md holds every message that views and code know, in both languages, as they are now."""

import pytest

from bot.views import KEYBOARDS
from demo.messages import DOCUMENT, document, sections, without_sample
from locales import LANGUAGES
from tests.locales.code_keys import sayings

WRITTEN = DOCUMENT.read_text(encoding="utf-8")
SAID_BY = ("reply", "notify", "ask", "tell_account", "toast", "Refused", "NotAllowed", "Stale", "Invalid")


def test_document_is_what_the_texts_and_screens_say_now() -> None:
    assert document() == WRITTEN, "run `python -m demo.messages`"


def test_everything_that_is_said_in_the_chat_is_in_the_document() -> None:
    said = {saying.key for saying in sayings() if saying.by in SAID_BY and "{" not in saying.key}
    said -= {key for key in said if key.startswith("console.")}  # what only the terminal is told
    shown = {key for keys in sections().values() for key in keys}
    assert (KEYBOARDS.keys() | said) - shown == set()
    assert [key for key in shown if f"`{key}`" not in WRITTEN] == []


def test_no_message_stands_there_with_placeholders() -> None:
    assert without_sample() == [], "run the stories with SHUANGSUIJI_SAMPLES=demo/message_samples.json"


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_are_there(language: str) -> None:
    assert {"zh_CN": "【抽取公告】", "en": "[Draw announced] "}[language] in WRITTEN
