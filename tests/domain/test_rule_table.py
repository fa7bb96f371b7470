"""No value of a profile is dead: a part of the bot reads it by name, or the table shows it as people's."""

import importlib
import re
from pathlib import Path

import pytest

from bot.domain.profiles import profile as profile_module
from bot.domain.profiles.profile import Profile, Sourced
from bot.domain.profiles.rule_grounds import LEFT_TO_PEOPLE, Why
from bot.domain.profiles.rule_table import leaves, rule_lines
from bot.regulations import load_profile, profile_keys

ROOT = Path(__file__).parents[2]
SHAPE = [
    ROOT / "bot" / "domain" / "profiles" / name
    for name in ("profile.py", "books.py", "conduct.py", "draw.py", "rule_grounds.py")
]
SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in ("bot", "storage")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if path not in SHAPE
)
OWN = "\n".join(path.read_text(encoding="utf-8") for path in SHAPE)
NAMES_OF_OTHER_THINGS = {"seal", "training"}
"""The commitment below a message, and a reason of leave."""
BY_CONSTRUCTION = {
    "draw.means": "bot.domain.ceremony.random_sources",
    "draw.observers_may_watch": "bot.usecases.draws.remark_on_draw",
    "draw.scope_per_item": "bot.domain.plans.lines",
    "substitution.swap_allowed": "bot.domain.workflow.requests",
    "duties.public_process": "bot.app.site.chain",
    "duties.trace": "bot.domain.journal.entries",
    "duties.matching": "bot.domain.draw.matching",
    "duties.licence_shown": "bot.domain.results.site_steps",
    "duties.rights_told": "bot.domain.results.site_steps",
    "duties.item_by_item": "bot.usecases.results.answer_item",
    "duties.results_of_others": "bot.domain.results.site_steps",
    "duties.credit_file": "bot.domain.publication.site",
    "duties.archive": "bot.domain.archive",
}
"""Values that hold by the way the bot is built, with the module that makes them hold.

A swap is no request that anybody could make; each item of a plan has the scope of its own line.
"""
KEYS = {path: key for key, path in profile_module._PATHS.items()}
PATHS = [
    f"{section}.{name}"
    for section, field in Profile.model_fields.items()
    if hasattr(field.annotation, "model_fields") and not issubclass(field.annotation, Sourced)  # type: ignore[arg-type,union-attr]
    for name in field.annotation.model_fields  # type: ignore[union-attr]
]


def is_read(path: str) -> bool:
    """Return whether some part of the bot asks for the value: by its place, by the key of its rule, or
    by a property of its own section.
    """
    asked = KEYS.get(path, "seal") not in NAMES_OF_OTHER_THINGS and re.search(rf'"{KEYS[path]}"', SOURCE)
    within = re.search(rf"\bself\.{path.partition('.')[2]}\b", OWN)
    return bool(asked or within or re.search(rf"\b{re.escape(path)}\b", SOURCE))


def test_every_value_is_read_by_name_or_shown_as_left_to_people() -> None:
    unread = {path for path in PATHS if not is_read(path)}
    assert unread - LEFT_TO_PEOPLE.keys() - BY_CONSTRUCTION.keys() == set()
    assert (LEFT_TO_PEOPLE.keys() | BY_CONSTRUCTION.keys()) - set(PATHS) == set()
    assert LEFT_TO_PEOPLE.keys() & BY_CONSTRUCTION.keys() == set()


@pytest.mark.parametrize("module", sorted(set(BY_CONSTRUCTION.values())))
def test_what_holds_by_construction_names_the_module_that_makes_it_hold(module: str) -> None:
    assert importlib.import_module(module).__doc__


@pytest.mark.parametrize("key", profile_keys())
def test_table_quotes_every_cited_value_once_with_its_article(key: str) -> None:
    profile = load_profile(key)
    cited = {(value.article, value.fragment) for _, value in leaves(profile) if not value.silent}
    quoted = [(line.ref.article, line.ref.fragment) for line in rule_lines(profile) if not line.default]
    assert (len(quoted), set(quoted)) == (len(cited), cited)


def test_table_goes_by_the_articles_and_ends_with_the_defaults() -> None:
    lines = rule_lines(load_profile("ordos-education-sport"))
    articles = list(dict.fromkeys(line.ref.article for line in lines if not line.default))
    names = "一二三四五六七八九"
    wanted = [f"第{n}条" for n in (*names, "十", *(f"十{each}" for each in names[:5]))]
    assert articles == ["标题", *[each for each in wanted if each in articles]]
    assert [line.default for line in lines][-1] != ""
    changli = [line.ref.article for line in rule_lines(load_profile("changli-education-2017"))]
    assert changli.index("六-2") < changli.index("六-3") < changli.index("七-1")


def test_what_only_one_text_says_of_weights_and_books_is_shown_with_its_article() -> None:
    lines = {line.ref.fragment: line for line in rule_lines(load_profile("quyang-county-2022"))}
    lower = next(line for words, line in lines.items() if "降低抽查比例" in words)
    assert (lower.ref.article, lower.why) == ("第二十八条", Why.JUDGED)
    share = next(line for words, line in lines.items() if "3%" in words)
    assert (share.ref.article, share.why) == ("第十七条", None)
