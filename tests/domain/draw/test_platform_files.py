"""Of a platform's draw nobody can judge more than whether its list is the one that was kept."""

import hashlib

import pytest

from bot.domain.draw.bytes import dumps
from bot.domain.draw.examined import ObserversCopy
from bot.domain.draw.platform_list import is_platform_list, list_hash
from bot.domain.draw.verification import Check, verify

LIST = {
    "format": "ssj/platform/1",
    "round": "SSJ-2026-0001",
    "version": 1,
    "prev": "0" * 64,
    "profile": "quyang-education-2023",
    "items": "1" * 64,
    "platform": "平台",
    "batch": "PT-1",
    "operator": "王芳",
    "drawn_at": "2026-11-23",
    "file": "2" * 64,
    "picture": "",
    "targets": [{"id": "N1", "name": "甲校", "team": 1}],
    "teams": [["P1", "P2"]],
    "unmatched": [],
}
RAW = dumps(LIST)
HASH = hashlib.sha256(RAW).hexdigest()
READ = [Check("canonical", "pass"), Check("platform", "undecided")]


def test_list_is_known_by_exactly_its_fields():
    assert is_platform_list(LIST)
    for worse in (
        {**LIST, "more": 1},
        {**LIST, "format": "ssj/platform/2"},
        {**LIST, "version": "1"},
        [],
        None,
    ):
        assert not is_platform_list(worse)
    assert list_hash(LIST) == HASH


@pytest.mark.parametrize("name", ObserversCopy._fields)
def test_kept_code_is_held_against_the_list_as_whichever_it_was_given(name):
    assert [*verify(RAW, ObserversCopy(**{name: HASH}))] == [*READ, Check("copy_list", "pass")]
    assert [*verify(RAW, ObserversCopy(**{name: "f" * 64}))] == [*READ, Check("copy_list", "fail", "differs")]


def test_without_a_kept_code_the_list_is_undecided():
    assert [*verify(RAW)] == [*verify(RAW, ObserversCopy())] == [*READ, Check("copy_list", "undecided")]
    both = ObserversCopy(*[HASH, "f" * 64][: len(ObserversCopy._fields)])
    assert [*verify(RAW, both)] == [*READ, Check("copy_list", "fail", "differs")]
