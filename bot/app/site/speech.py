"""The languages of the pages: Chinese where they stand, English in a folder of its own."""

from functools import cache, partial

from bot.domain.profiles.profile import Profile
from bot.domain.publication.parts import Said
from bot.domain.site_labels import SITE_LABELS
from bot.domain.texts import Text
from bot.views.names import terms_of
from bot.views.values import text_of
from locales import Terms, render
from storage.site.tongue import Tongue

_PLACES = (("zh_CN", "zh-CN", ""), ("en", "en", "en/"))


@cache
def tongues(profile: Profile) -> tuple[Tongue, ...]:
    """Return the languages, the one of the front page first, with the words of this regulation."""
    terms = terms_of(profile)
    return tuple(
        Tongue(
            tag=tag,
            folder=folder,
            texts={key.removeprefix("site."): render(language, Text(key), terms) for key in SITE_LABELS},
            say=partial(_say, language, terms),
        )
        for language, tag, folder in _PLACES
    )


def _say(language: str, terms: Terms, said: Said) -> str:
    """Return a text in this language; words that are nobody's text are left as they are."""
    return said if isinstance(said, str) else render(language, text_of(said["key"], said, ""), terms)
