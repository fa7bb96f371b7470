"""The list of an archive's contents: a page without scripts, to be opened beside the files that it names."""

from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from bot.domain.archive import Chapter
from bot.domain.documents.document import Line
from storage.documents.cells import writable


def contents_page(title: str, facts: Sequence[Line], chapters: Sequence[Chapter]) -> bytes:
    """Return the page; the same list gives the same bytes."""
    return writable(_template().render(title=title, facts=facts, chapters=chapters)).encode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("storage.documents", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("contents.html.j2")
