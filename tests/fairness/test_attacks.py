"""Threats G3b: an operator with full powers gains less than a percentage point at L2 and L3."""

from pathlib import Path
from statistics import mean

import pytest
from attacks.contributions import type_together
from attacks.judge import objections
from attacks.results import forged, open_ones, played, tries_at_l0
from attacks.room import CHANCE, POOLS, Group, plan_at, publish, transcript, winner
from chi_square import NORMAL_999, wilson

from bot.domain.draw.plan_rules import plan_problems
from bot.domain.draw.result import fix_result

POINT = 0.01
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "fairness.md"
ACCUSED = {
    "名录库封存后改名单": {"pool_targets", "commitment", "copy_commitment"},
    "用一段文字顶替最后一次摇号": {"transcript", "not_the_first"},
    "多摇三次，挑着算": {"not_the_first"},
    "换一期开奖号": {"source"},
    "同时公布两个封存码，择一使用": {"two_open"},
}


@pytest.fixture(scope="module")
def kept_rules():
    return played()


@pytest.fixture(scope="module")
def broke_rules():
    return forged()


@pytest.fixture(scope="module")
def weaknesses():
    return open_ones()


@pytest.mark.parametrize("level", ["L2", "L3", "d10"])
def test_the_short_way_to_the_winner_is_the_draw(level):
    for number in range(20):
        group, plan = Group(number), plan_at(level)
        group.announce(plan)
        values = group.entropy_at(level)
        fixed = fix_result(plan, POOLS, transcript(level, values), None)
        assert fixed.result["picked"] == [winner(plan, values)]


@pytest.mark.parametrize("level", ["L2", "L3", "d10"])
def test_nobody_can_object_to_an_honest_draw(level):
    group, plan = Group(level), plan_at(level)
    group.announce(plan)
    assert plan_problems(plan, POOLS) == []
    assert objections(publish(plan, transcript(level, group.entropy_at(level))), group) == []


def test_seeds_are_shopped_at_l0_or_this_page_proves_nothing():
    assert mean(tries_at_l0()) < 100


def test_keeping_to_the_rules_gains_less_than_a_point(kept_rules):
    assert [found.name for found in kept_rules if not -POINT < found.gain()[0] < POINT] == []
    assert [found.name for found in kept_rules if found.gain()[2] >= POINT] == []


def test_every_broken_rule_is_noticed(broke_rules):
    assert [found.name for found in broke_rules if found.unseen_by_chat or found.most() >= POINT] == []


def test_every_broken_rule_is_noticed_for_its_own_reason(broke_rules):
    for found in broke_rules:
        assert set(found.why) == ACCUSED.get(found.name, {"ended_after_the_throw"})


def test_a_veto_gains_what_three_attempts_give(weaknesses):
    for found in weaknesses:
        if "至多三次" in found.name:
            low, high = wilson(found.wins, found.trials, NORMAL_999)
            assert low < 1 - (1 - CHANCE) ** 3 < high


def test_two_typists_together_can_be_seen_by_whoever_read_the_dice():
    published, group = type_together(1)
    assert objections(published, group) == ["not_the_first"]


def test_the_figures_in_the_document_are_these(kept_rules, broke_rules, weaknesses):
    lines = DOCUMENT.read_text().splitlines()
    rows = [found.row() for found in (*kept_rules, *broke_rules, *weaknesses)]
    assert [row for row in rows if row not in lines] == []
