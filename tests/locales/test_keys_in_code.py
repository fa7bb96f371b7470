"""The code and the catalogues know the same keys, and every text gets the values that it names."""

import pytest
from code_keys import Saying, mentioned, sayings, templates
from key_families import FAMILIES, spelt_out

from bot.domain.permission_rules import RULES
from bot.domain.results.form import FORM_LABELS
from bot.domain.site_labels import SITE_LABELS
from bot.domain.workflow import STEPS
from bot.handlers.button_actions import ACTIONS
from bot.regulations import load_profile, profile_keys
from bot.views import KEYBOARDS
from bot.views.names import terms_of
from locales import catalogue
from locales.check import placeholders

KEYS = {str(message.id) for message in catalogue("zh_CN") if message.id}
# The toast is a frame round another text; the error handler's sentence has no topic of its own.
OF_ONE_WORD = {"toast", "incident"}
# What every text may name; each authority has a word for each.
TERMS = set.intersection(*(set(terms_of(load_profile(key))) for key in profile_keys()))


def test_every_key_said_is_in_the_catalogue() -> None:
    assert [each for each in sayings() if not spelt_out({each.key}) <= KEYS] == []


def test_every_string_shaped_like_a_key_is_one() -> None:
    assert mentioned() - KEYS - set(ACTIONS) == set()


def test_every_key_put_together_is_a_documented_family() -> None:
    assert templates() == set(FAMILIES)


@pytest.mark.parametrize("template", FAMILIES)
def test_every_family_is_complete(template: str) -> None:
    assert FAMILIES[template] - KEYS == set()


def test_no_key_is_unused() -> None:
    assert KEYS - mentioned() - set().union(*FAMILIES.values()) - OF_ONE_WORD == set()


def test_no_key_of_a_family_is_left_over() -> None:
    prefixes = [template.removesuffix("{}") for template in FAMILIES if template.endswith(".{}")]
    families = {key for key in KEYS for prefix in prefixes if key.startswith(prefix)}
    assert families - mentioned() - set().union(*FAMILIES.values()) == set()


def test_tables_of_the_code_name_keys() -> None:
    denials = {rule.code for rule in RULES.values()}
    notices = {notice for step in STEPS for notice in step.notices}
    assert {*denials, *notices, *KEYBOARDS, *FORM_LABELS, *SITE_LABELS} - KEYS == set()


def test_every_placeholder_gets_a_value() -> None:
    assert [each for each in sayings() if not each.is_open and _wanted(each) - each.params != set()] == []


def _wanted(saying: Saying) -> set[str]:
    """Return the placeholders of what is said; the bot's name and the terms are given to every text."""
    messages = [catalogue("zh_CN")[key] for key in spelt_out({saying.key})]
    return {name for message in messages for name in placeholders(str(message.string))} - {"bot"} - TERMS
