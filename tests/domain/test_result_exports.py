"""What places of publication are sent of a credit file: every kind of entry, and what follows from it."""

from datetime import date

import pytest

from bot.domain.publication.results import (
    PublicFinding,
    PublicListing,
    PublicObjection,
    PublicOutcome,
    PublicResult,
    PublicUndrawn,
)
from bot.domain.publication.site import PublicTarget
from bot.domain.results.exports import Consequences, ExportRow, export_rows, without_past_ends

FOLLOWS = Consequences(uses="考量", measures="限制", public_days=10)
DAY, REPAIRED = date(2026, 9, 21), date(2026, 9, 30)
ABOUT = {"target_name": "第一中学", "target_code": "T1", "target_stem": "T1", "published_on": DAY}


def finding(*, is_abnormal: bool) -> PublicFinding:
    return PublicFinding(item="校园安全", item_stem="A1", finding="", is_abnormal=is_abnormal)


def drawn(number: str, *, is_abnormal: bool) -> PublicResult:
    found = {"conclusion": "结论", "findings": (finding(is_abnormal=is_abnormal),), "record_hash": "0" * 64}
    return PublicResult.model_validate({**ABOUT, **found, "round_number": number, "version": 2})


def undrawn() -> PublicUndrawn:
    found = {"conclusion": "结论", "findings": (finding(is_abnormal=True),), "visited_on": DAY}
    return PublicUndrawn.model_validate({**ABOUT, **found, "cause": "投诉举报", "ground": ""})


def listing(repaired_on: date | None = None) -> PublicListing:
    when = {"listed_on": DAY, "until": DAY, "term": "", "repaired_on": repaired_on}
    return PublicListing.model_validate({"item": "校园安全", "outcome": "处罚", **when})


FILE = PublicTarget(
    name="第一中学",
    code="T1",
    stem="T1",
    results=(drawn("SSJ-2026-0002", is_abnormal=True), drawn("SSJ-2026-0001", is_abnormal=False)),
    undrawn=(undrawn(),),
    listings=(listing(), listing(REPAIRED)),
)


def told(row: ExportRow) -> tuple[object, ...]:
    return row.kind, row.round_number, row.version, row.abnormal, row.uses


def kind(name: str) -> dict[str, str]:
    return {"key": f"export.kind.{name}"}


def test_rows_hold_results_of_draws_then_others_then_the_blacklist() -> None:
    assert [told(row) for row in export_rows([FILE], FOLLOWS)] == [
        (kind("drawn"), "SSJ-2026-0001", 2, (), "考量"),
        (kind("drawn"), "SSJ-2026-0002", 2, ("校园安全",), "考量"),
        (kind("undrawn"), "", 1, ("校园安全",), ""),
        (kind("listed"), "", 1, ("校园安全",), "限制"),
        (kind("listed"), "", 1, ("校园安全",), ""),
    ]


@pytest.mark.parametrize(("number", "count"), [("SSJ-2026-0001", 1), ("SSJ-2026-0009", 0)])
def test_rows_of_one_round_are_its_results_alone(number: str, count: int) -> None:
    rows = export_rows([FILE], FOLLOWS, number)

    assert [row.round_number for row in rows] == [number] * count


def test_row_of_the_blacklist_says_until_when_or_since_when_it_is_repaired() -> None:
    *_, listed, repaired = export_rows([FILE], FOLLOWS)

    assert (listed.conclusion, listed.ends_on) == ({"key": "export.listed"}, DAY.isoformat())
    assert repaired.conclusion == {"key": "export.repaired", "day": REPAIRED.isoformat()}


def test_row_says_why_it_was_corrected_how_objections_were_answered_and_what_was_signed() -> None:
    objection = PublicObjection(received_on=DAY, state="异议成立")
    result = drawn("SSJ-2026-0001", is_abnormal=False)
    result = result.model_copy(update={"reason": "异议", "objections": (objection,)})
    (row,) = export_rows([FILE.model_copy(update={"results": (result,)})], FOLLOWS, "SSJ-2026-0001")
    assert (row.reason, row.objections, row.record_hash) == ("异议", ("异议成立",), "0" * 64)


def test_target_that_could_not_be_inspected_has_a_row_among_those_of_its_round() -> None:
    about = {**ABOUT, "outcome": "停办", "round_number": "SSJ-2026-0001", "category": "小学"}
    stands, withdrawn = (PublicOutcome.model_validate({**about, "withdrawn": why}) for why in ("", "有误"))
    file = FILE.model_copy(update={"outcomes": (withdrawn, stands)})
    _, row = export_rows([file], FOLLOWS, "SSJ-2026-0001")
    assert told(row) == (kind("outcome"), "SSJ-2026-0001", 1, (), "")
    assert (row.conclusion, row.category, row.published_on, row.ends_on) == ("停办", "小学", "2026-09-21", "")


def test_row_says_until_when_it_is_public_where_its_time_is_ever_over() -> None:
    since = FILE.results[0].model_copy(update={"adverse_since": date(2026, 9, 1)})
    file = FILE.model_copy(update={"results": (since, FILE.results[1])})
    rows = export_rows([file], FOLLOWS)
    assert [row.ends_on for row in rows] == ["", "2026-09-11", "", "2026-09-21", "2026-09-21"]
    told = [
        [row.ends_on for row in without_past_ends(rows, day)]
        for day in (date(2026, 9, 11), date(2026, 9, 12))
    ]
    assert told == [[row.ends_on for row in rows], ["", "", "", "2026-09-21", "2026-09-21"]]
