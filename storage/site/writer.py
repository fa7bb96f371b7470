"""Writes the public page: one static file, without scripts, that loads nothing from anywhere."""

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.domain.publication import PublicPage
from storage.files import write_atomically

# HTML allows no control characters or lone surrogates; those that turn the writing direction can fake a name.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def write_site(directory: Path, page: PublicPage) -> Path:
    """Write `index.html` into the directory and return its path; readers see the old page or the new one."""
    path = directory / "index.html"
    write_atomically(path, render_site(page).encode())
    return path


def render_site(page: PublicPage) -> str:
    """Return the page as HTML.

    Raises:
        UndefinedError: the template asks for something that the page does not have.
    """
    return environment().get_template("index.html.j2").render(page=page, text=_texts(page))


def _texts(page: PublicPage) -> dict[str, str]:
    return {key.removeprefix("site."): text for key, text in page.texts.items()}


@cache
def environment() -> Environment:
    """Return the templates' environment: everything is escaped, nothing may be undefined."""
    return Environment(
        loader=PackageLoader("storage.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _printable(value: object) -> object:
    """Return the value with every character that a page cannot show replaced by U+FFFD."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _UNWRITABLE.sub("\ufffd", value)
    return value
