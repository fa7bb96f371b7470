"""What else is compared before a draw: half-years, the campaign's period, the share of the blacklisted."""

from datetime import date

import pytest
from test_conformity import CHANGLI, DEVIATES, OK, QUYANG, SHORTAGE, VIOLATES, line, planned, variant

from bot.domain.plans.conformity import Check, PlannedPart, check
from bot.regulations import load_profile

LIANCHI = load_profile("lianchi-education-sport-2023")


ORDOS = load_profile("ordos-education-sport")
HELD = {"收费行为": 1, "校园安全": 2}


def test_item_that_most_rounds_have_drawn_for_is_named():
    (found,) = [each for each in check(planned(rounds_by_item=HELD), ORDOS) if each.check is Check.FREQUENCY]
    assert (found.subject, found.demanded, found.planned, found.verdict) == ("校园安全", 2, 3, VIOLATES)
    assert found.article == "第九条"


@pytest.mark.parametrize(("most", "verdict"), [(2, VIOLATES), (3, OK)])
def test_higher_text_fixes_the_frequency_too(most, verdict):
    """Ordos 第九条: 抽查比例和抽查频次 … 从其规定."""
    round_ = planned(rounds_by_item=HELD, own_rounds_max=most, own_source="教育部令第3号第五条")
    (found,) = [each for each in check(round_, ORDOS) if each.check is Check.FREQUENCY]
    assert (found.demanded, found.article, found.verdict) == (most, "教育部令第3号第五条", verdict)


@pytest.mark.parametrize(
    ("is_directed", "how", "verdict"), [(True, "directed", OK), (False, "undirected", VIOLATES)]
)
def test_directed_line_is_drawn_by_its_condition(is_directed, how, verdict):
    demanded = "列入黑名单的"
    assert line(Check.DIRECTED, CHANGLI, condition=demanded, is_directed=is_directed) == (
        demanded,
        how,
        verdict,
    )


def test_half_year_shows_what_it_still_lacks():
    assert line(Check.HALF_YEAR, CHANGLI) == (1, 1, OK)
    twice = variant(draw__rounds_per_half_year_min=2)
    assert line(Check.HALF_YEAR, twice) == (2, 1, SHORTAGE)
    assert line(Check.HALF_YEAR, twice, rounds_this_half_year=1) == (2, 2, OK)


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (date(2023, 5, 31), DEVIATES),
        (date(2023, 6, 1), OK),
        (date(2023, 8, 31), OK),
        (date(2023, 9, 1), DEVIATES),
    ],
)
def test_draw_outside_the_campaign_is_said_openly(day, verdict):
    assert line(Check.PERIOD, LIANCHI, on=day) == ("2023-06-01 – 2023-08-31", day.isoformat(), verdict)


@pytest.mark.parametrize(("raised_bp", "verdict"), [(300, VIOLATES), (301, OK), (10_000, OK)])
def test_those_on_the_blacklist_are_drawn_at_a_higher_share(raised_bp, verdict):
    raised = (PlannedPart(name="blacklist", targets_total=4, targets_drawn=1, share_bp=raised_bp),)
    assert line(Check.RAISED, CHANGLI, raised=raised) == (300, raised_bp, verdict)


@pytest.mark.parametrize(
    ("profile", "lowered_bp", "verdict"),
    [(QUYANG, 150, OK), (QUYANG, 300, VIOLATES), (CHANGLI, 150, VIOLATES)],
)
def test_good_records_are_drawn_at_a_lower_share_where_the_text_allows_it(profile, lowered_bp, verdict):
    lowered = (PlannedPart(name="good_record", targets_total=4, targets_drawn=1, share_bp=lowered_bp),)
    assert line(Check.LOWERED, profile, lowered=lowered) == (300, lowered_bp, verdict)


def test_number_drawn_is_that_of_all_shares_together():
    assert line(Check.COVERAGE, CHANGLI, drawn=17) == (17, 17, OK)
