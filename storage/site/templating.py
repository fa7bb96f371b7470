"""The templates' environment: everything is escaped, nothing may be undefined, every text is said."""

import re
from functools import cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from storage.site.tongue import Tongue

# HTML allows no control characters or lone surrogates; those that turn the writing direction can fake a name.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


@cache
def environment(tongue: Tongue | None = None) -> Environment:
    """Return the environment in which a `Said` is said in this language."""
    return Environment(
        loader=PackageLoader("storage.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=partial(_shown, tongue),
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(tongue: Tongue | None, value: object) -> object:
    """Return a text in the language, with every character that a page cannot show replaced by U+FFFD."""
    if tongue is not None and isinstance(value, dict):
        value = tongue.say(value)
    if isinstance(value, str) and not isinstance(value, Markup):
        return _UNWRITABLE.sub("\ufffd", value)
    return value
