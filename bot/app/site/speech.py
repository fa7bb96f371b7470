"""The languages of the pages: Chinese where they stand, English in a folder of its own."""

from functools import cache, partial

from bot.domain.publication import Said
from bot.domain.site_labels import SITE_LABELS
from bot.domain.texts import Text
from bot.views.values import text_of
from locales import render
from storage.site.tongue import Tongue

_PLACES = (("zh_CN", "zh-CN", ""), ("en", "en", "en/"))


@cache
def tongues() -> tuple[Tongue, ...]:
    """Return the languages, the one of the front page first."""
    return tuple(
        Tongue(
            tag=tag,
            folder=folder,
            texts={key.removeprefix("site."): render(language, Text(key)) for key in SITE_LABELS},
            say=partial(_say, language),
        )
        for language, tag, folder in _PLACES
    )


def _say(language: str, said: Said) -> str:
    """Return a text in this language; words that are nobody's text are left as they are."""
    return said if isinstance(said, str) else render(language, text_of(said["key"], said, ""))
