"""A planned round held against Quyang's rules, and against variants of them."""

from datetime import date
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.plans.conformity import (
    RULE_OF,
    WHOLE_BP,
    Check,
    Line,
    PlannedPart,
    PlannedRound,
    Verdict,
    check,
    deviations,
    is_stopped,
    share_of,
)
from bot.domain.profiles.profile import Profile
from bot.regulations import load_profile

QUYANG = load_profile("quyang-education-2023")
ORDOS = load_profile("ordos-education-sport")
CHANGLI = load_profile("changli-education-2017")
OK, DEVIATES, VIOLATES, SHORTAGE = Verdict


def planned(**changes) -> PlannedRound:
    fields = {
        "targets_total": 340,
        "share_bp": 300,
        "team_count": 3,
        "team_size": 2,
        "licensed_min": 2,
        "inspectors_eligible": 14,
        "licensed_eligible": 12,
        "overdraw": 2,
        "drawn_here_reason": "演练",
    }
    return PlannedRound(**{**fields, **changes})


def variant(**rules) -> Profile:
    """Return Quyang's profile with cited values instead, such as `cap__is_absolute=True`."""
    raw = QUYANG.model_dump()
    for path, value in rules.items():
        group, name = path.split("__")
        raw[group][name] = {
            "value": value,
            "instrument": "某细则",
            "article": "第九条",
            "fragment": "不得超过",
        }
    return Profile.model_validate(raw)


EVERY_RULE = variant(
    draw__rounds_per_year_max=2,
    draw__rounds_per_half_year_min=1,
    draw__period_from=date(2026, 6, 1),
    draw__period_until=date(2026, 12, 31),
)


def line(subject: Check, profile: Profile = QUYANG, **changes) -> tuple:
    """Return (demanded, planned, verdict) of one comparison."""
    (found,) = [each for each in check(planned(**changes), profile) if each.check is subject]
    return found.demanded, found.planned, found.verdict


@pytest.mark.parametrize(
    ("profile", "draws", "verdict"),
    [(QUYANG, 2, DEVIATES), (ORDOS, 1, OK), (ORDOS, 2, VIOLATES), (CHANGLI, 2, DEVIATES)],
)
def test_cap_is_absolute_in_ordos_alone(profile, draws, verdict):
    assert line(Check.CAP, profile, busiest_target_draws=draws) == (2, draws + 1, verdict)


@pytest.mark.parametrize(("rounds", "verdict"), [(1, OK), (2, VIOLATES)])
def test_ordos_holds_two_rounds_a_year(rounds, verdict):
    assert line(Check.FREQUENCY, ORDOS, rounds_by_item={"校园安全": rounds, "收费行为": 0}) == (
        2,
        rounds + 1,
        verdict,
    )


def test_changli_demands_twice_the_head_count():
    assert line(Check.OVERDRAW, CHANGLI, overdraw=1) == (2, 1, VIOLATES)


def test_changli_leaves_the_place_of_the_draw_free():
    assert line(Check.PLATFORM, CHANGLI, drawn_here_reason="")[2] is OK


def test_round_by_the_book_is_compared_line_by_line():
    lines = check(planned(is_drawn_here=False, drawn_here_reason=""), QUYANG)
    assert [(each.check, each.rule, each.article, each.demanded, each.planned) for each in lines] == [
        (Check.PLATFORM, "draw", "第十五条", "platform", "platform"),
        (Check.SHARE, "share", "第十七条", 300, 300),
        (Check.COVERAGE, "share", "第十七条", 11, 11),
        (Check.CAP, "cap", "第十七条", 2, 1),
        (Check.TEAM, "team", "第四十二条", 2, 2),
        (Check.SEATS, "team", "第四十二条", 6, 14),
        (Check.LICENCE, "licence", "第四十二条", 2, 2),
        (Check.LICENSED, "licence", "第四十二条", 6, 12),
        (Check.OVERDRAW, "overdraw", "", 2, 2),
        (Check.RESERVE, "overdraw", "", 12, 14),
    ]
    assert {each.verdict for each in lines} == {OK}
    assert not is_stopped(lines)
    assert deviations(lines) == []


@pytest.mark.parametrize(
    ("changes", "place", "verdict"),
    [
        ({}, "here", DEVIATES),
        ({"drawn_here_reason": " "}, "here_without_reason", VIOLATES),
        ({"is_drawn_here": False, "drawn_here_reason": ""}, "platform", OK),
    ],
)
def test_draw_here_needs_a_reason_where_the_text_names_the_platform(changes, place, verdict):
    assert line(Check.PLATFORM, **changes) == ("platform", place, verdict)


def test_draw_here_is_free_where_the_text_leaves_the_method_free():
    free = variant(draw__platform_required=False)
    assert line(Check.PLATFORM, free, drawn_here_reason="") == ("free", "here_freely", OK)


def test_reasoned_deviation_is_listed_and_stops_nothing():
    lines = check(planned(), QUYANG)
    assert deviations(lines) == [
        Line(
            check=Check.PLATFORM,
            rule="draw",
            article="第十五条",
            demanded="platform",
            planned="here",
            verdict=DEVIATES,
        )
    ]
    assert not is_stopped(lines)


def test_draw_here_without_a_reason_stops():
    assert is_stopped(check(planned(drawn_here_reason=""), QUYANG))


def test_low_share_of_a_yearly_minimum_shows_what_the_year_still_lacks():
    assert line(Check.SHARE, share_bp=100) == (300, 100, OK)
    assert line(Check.COVERAGE, share_bp=100) == (11, 4, SHORTAGE)


def test_earlier_rounds_of_the_year_count_for_a_yearly_share():
    assert line(Check.COVERAGE, share_bp=100, drawn_this_year=7) == (11, 11, OK)


def test_low_share_is_refused_when_the_round_must_cover_the_year_alone():
    assert line(Check.SHARE, share_bp=299, covers_year_alone=True) == (300, 299, VIOLATES)
    assert line(Check.SHARE, share_bp=300, covers_year_alone=True) == (300, 300, OK)


def test_low_share_of_a_minimum_per_round_is_refused_whatever_the_year_has_covered():
    changli = variant(draw__share_period="round", draw__share_bp=500)
    assert line(Check.SHARE, changli, share_bp=499, drawn_this_year=100) == (500, 499, VIOLATES)
    assert line(Check.COVERAGE, changli, share_bp=300, drawn_this_year=100) == (17, 11, SHORTAGE)


def test_excluded_targets_count_for_the_share_and_cannot_be_drawn():
    excluded = {"capped": 300, "closed": 30}
    assert line(Check.COVERAGE, targets_excluded=excluded) == (11, 10, SHORTAGE)
    assert planned(targets_excluded=excluded).targets_eligible == 10


@pytest.mark.parametrize(("draws", "verdict"), [(1, OK), (2, DEVIATES)])
def test_cap_in_principle_can_be_passed_with_a_reason(draws, verdict):
    assert line(Check.CAP, busiest_target_draws=draws) == (2, draws + 1, verdict)


def test_absolute_cap_cannot_be_passed():
    assert line(Check.CAP, variant(cap__is_absolute=True), busiest_target_draws=2) == (2, 3, VIOLATES)


@pytest.mark.parametrize(("rounds", "verdict"), [(1, OK), (2, VIOLATES)])
def test_number_of_rounds_is_compared_where_the_text_limits_it(rounds, verdict):
    ordos = variant(draw__rounds_per_year_max=2)
    assert line(Check.FREQUENCY, ordos, rounds_by_item={"校园安全": rounds, "收费行为": 0}) == (
        2,
        rounds + 1,
        verdict,
    )


@pytest.mark.parametrize(("size", "verdict"), [(1, VIOLATES), (2, OK), (3, OK)])
def test_team_of_one_breaks_the_law(size, verdict):
    assert line(Check.TEAM, team_size=size, licensed_min=size) == (2, size, verdict)


@pytest.mark.parametrize(("eligible", "verdict"), [(5, VIOLATES), (6, OK)])
def test_roster_that_cannot_fill_the_teams_stops(eligible, verdict):
    assert line(Check.SEATS, inspectors_eligible=eligible, licensed_eligible=5) == (6, eligible, verdict)


@pytest.mark.parametrize(("size", "licensed", "verdict"), [(2, 1, VIOLATES), (3, 2, VIOLATES), (3, 3, OK)])
def test_all_are_licensed_where_the_text_is_silent(size, licensed, verdict):
    assert line(Check.LICENCE, team_size=size, licensed_min=licensed) == (size, licensed, verdict)


@pytest.mark.parametrize(("licensed", "verdict"), [(0, VIOLATES), (1, DEVIATES), (2, OK)])
def test_one_licence_is_warned_of_where_the_text_allows_it(licensed, verdict):
    changli = variant(team__licensed_min_people=1)
    assert line(Check.LICENCE, changli, licensed_min=licensed) == (1, licensed, verdict)


@pytest.mark.parametrize(("eligible", "verdict"), [(5, VIOLATES), (6, OK)])
def test_too_few_licensed_people_stop(eligible, verdict):
    assert line(Check.LICENSED, licensed_eligible=eligible) == (6, eligible, verdict)


def test_licensed_people_are_counted_as_planned_not_as_demanded():
    changli = variant(team__licensed_min_people=1)
    assert line(Check.LICENSED, changli, licensed_eligible=5) == (6, 5, VIOLATES)


def test_reserve_is_counted_as_planned_not_as_demanded():
    assert line(Check.RESERVE, overdraw=3) == (18, 14, SHORTAGE)


def test_lower_overdraw_deviates_from_a_default_and_violates_a_text():
    assert line(Check.OVERDRAW, overdraw=1) == (2, 1, DEVIATES)
    assert line(Check.OVERDRAW, variant(draw__overdraw_times=2), overdraw=1) == (2, 1, VIOLATES)


@pytest.mark.parametrize(("eligible", "verdict"), [(11, SHORTAGE), (12, OK)])
def test_short_reserve_is_said_openly(eligible, verdict):
    assert line(Check.RESERVE, inspectors_eligible=eligible, licensed_eligible=6) == (12, eligible, verdict)
    assert not is_stopped(check(planned(inspectors_eligible=eligible, licensed_eligible=6), QUYANG))


def test_every_comparison_stands_on_a_rule():
    assert list(RULE_OF) == list(Check)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"targets_excluded": {"closed": 341}}, "more targets are excluded"),
        ({"licensed_min": 3}, "more people are licensed"),
        ({"licensed_eligible": 15}, "more people are licensed"),
    ],
)
def test_round_with_parts_larger_than_their_whole_is_refused(changes, fault):
    with pytest.raises(ValidationError, match=fault):
        planned(**changes)


@given(st.integers(0, 10**6), st.integers(0, 10_000))
def test_share_is_exact(total, share_bp):
    assert share_of(total, share_bp) == ceil(Fraction(total * share_bp, 10_000))


@given(st.integers(1, 2000), st.integers(1, 10_000), st.integers(0, 2000))
def test_round_that_meets_the_minimum_with_all_eligible_covers_the_year(total, share_bp, before):
    demanded, covered, verdict = line(
        Check.COVERAGE, targets_total=total, share_bp=share_bp, drawn_this_year=before
    )
    assert (verdict is OK) == (covered >= demanded)
    assert verdict is OK or share_bp < 300


@given(st.integers(1, 10_000))
def test_order_of_the_lines_is_that_of_the_checks(share_bp):
    raised = (PlannedPart(name="x", targets_total=1, targets_drawn=1, share_bp=WHOLE_BP),)
    lowered = (PlannedPart(name="y", targets_total=1, targets_drawn=1, share_bp=1),)
    parts = {"raised": raised, "lowered": lowered}
    whole = planned(share_bp=share_bp, **parts, on=date(2026, 9, 21), condition="有投诉的")
    checks = [each.check for each in check(whole, EVERY_RULE)]
    assert checks == list(Check)
