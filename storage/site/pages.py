"""The public pages as HTML: static, each whole in itself, and none loads anything from anywhere."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any

from bot.domain.publication.site import PublicSite
from storage.site.templating import environment
from storage.site.tongue import Tongue

FRONT_PAGE = "index.html"
MISSING_PAGE = "404.html"
"""What web servers show where there is no page: a code on a paper is often scanned before the publication."""
NEWEST = 10
"""How many rounds and results the front page shows; the pages of all have the others."""


def site_pages(site: PublicSite, tongues: Sequence[Tongue]) -> Iterator[tuple[str, bytes]]:
    """Yield each page by its name (`en/index.html`), those that are led to before those that lead there.

    Raises:
        UndefinedError: a template asks for something that the site does not have.
    """
    for page in _pages(site):
        for tongue in tongues:
            yield tongue.folder + page[0], _render(site, tongue, tongues, page)


def _pages(site: PublicSite) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield file name, template and what it shows, the front page last."""
    for opened in site.rounds:
        yield f"round-{opened.number}.html", "round.html.j2", {"round": opened}
    for target in site.targets:
        for stem in (target.stem, *target.former):
            yield f"target-{stem}.html", "target.html.j2", {"target": target}
    for item in site.items:
        yield f"item-{item.stem}.html", "item.html.j2", {"item": item}
    if site.roster is not None:
        yield "roster.html", "roster.html.j2", {}
    yield "items.html", "items.html.j2", {}
    if site.rules:
        yield "rules.html", "rules.html.j2", {}
    yield "statistics.html", "statistics.html.j2", {}
    yield "chain.html", "chain.html.j2", {}
    yield "check.html", "check.html.j2", {}
    yield "rounds.html", "rounds.html.j2", {}
    yield MISSING_PAGE, "missing.html.j2", {}
    yield "search.html", "search.html.j2", _search()
    yield FRONT_PAGE, "index.html.j2", {"newest": NEWEST, "results": _newest_results(site)}


def _newest_results(site: PublicSite) -> list[Any]:
    results = [each for opened in site.rounds for each in opened.results]
    return sorted(results, key=lambda each: each.published_on, reverse=True)[:NEWEST]


def _search() -> dict[str, str]:
    """Return the one script that the pages have, and its hash, which alone the page lets run."""
    script = files("storage.site").joinpath("templates", "search.js").read_text(encoding="utf-8")
    digest = hashlib.sha256(script.encode()).digest()
    return {"script": script, "script_hash": base64.b64encode(digest).decode("ascii")}


def _render(
    site: PublicSite, tongue: Tongue, tongues: Sequence[Tongue], page: tuple[str, str, dict[str, Any]]
) -> bytes:
    name, template, values = page
    others = [(each.tag, each.texts["own_name"], tongue.root + each.folder + name) for each in tongues]
    shown = {
        "site": site,
        "page": name,
        "tag": tongue.tag,
        "root": tongue.root,
        "text": tongue.texts,
        "others": [each for each in others if each[0] != tongue.tag],
    }
    return environment(tongue).get_template(template).render(**shown, **values).encode()
