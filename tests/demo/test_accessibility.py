"""The public pages before axe-core: a page of each kind, and verify.html, shut nobody out."""

import pytest

from tests.demo.npm_tools import npm_tool
from tests.site.sample_site import ROSTER, make_pages, make_round
from tests.verifier.verifier_browser import open_page

KINDS = (
    "index",
    "rounds",
    "round",
    "target",
    "items",
    "item",
    "search",
    "statistics",
    "rules",
    "chain",
    "check",
    "404",
)
VIOLATIONS = """
const done = arguments[0];
axe.run().then(found => done(found.violations.map(each => `${each.impact}: ${each.help}`)), done);
"""


@pytest.fixture
def axe():
    """The script of axe-core; skip where it is not installed, except in CI, where it must be."""
    return npm_tool("axe-core", "axe-core/axe.min.js").read_text("utf-8")


def _pages(public, folder):
    """Return a page of each kind: of the played round, and the roster that only some regulations publish."""
    roster = folder / "roster.html"
    roster.write_bytes(make_pages(make_round(), roster=ROSTER)["roster.html"])
    shown = [min(public.glob(f"{kind}*.html")) for kind in KINDS]
    return [*shown, public / "en/index.html", roster, public / "verify.html"]


def test_pages_of_every_kind_shut_nobody_out(run, axe, tmp_path):
    found = []
    with open_page(tmp_path / "profile", width=390) as page:
        for each in _pages(run[0] / "public", tmp_path):
            page.driver.get(each.as_uri())
            page.driver.execute_script(axe)
            found += [(each.name, fault) for fault in page.driver.execute_async_script(VIOLATIONS)]
        page.driver.execute_script("document.body.innerHTML = '<img src=\"data:,\"><p><input></p>'")
        spoilt = page.driver.execute_async_script(VIOLATIONS)
    assert found == []
    assert any("alternative text" in each for each in spoilt)
