"""The platform's lists: who is found in our registers, what differs in a second import, what is hashed."""

import hashlib
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deadlines import SHANGHAI
from bot.domain.draw.bytes import loads
from bot.domain.draw.platform_list import list_hash
from bot.domain.plans.conformity import Check, Verdict
from bot.domain.platform.changes import Change, ChangeLine, changes_between
from bot.domain.platform.conformity import CHECKED, platform_lines, share_bp, warnings
from bot.domain.platform.draw import Listed, Match, document_bytes, document_of, match_in
from bot.domain.platform.headings import Part, part_of
from bot.domain.platform.matching import match_lists
from bot.domain.platform.rows import MatchRow, Mention, PersonRow, PlatformReading
from bot.domain.platform.times import read_time
from bot.domain.registers.rows import Inspector, Target
from bot.regulations import load_profile

CODE = "12130634MB0001234X"
TARGETS = [
    Target(id=1, code=CODE, number="N1", name="第一中学"),
    Target(id=2, number="N2", name="第二中学"),
    Target(id=3, number="N3", name="同名小学"),
    Target(id=4, number="N4", name="同名小学"),
]
ROSTER = [
    Inspector(id=n, number=f"Q-{n}", name=name, licensed=n < 4)
    for n, name in enumerate(("甲一", "乙二", "丙三", "丁四", "重名", "重名"), start=1)
]


def row(n: int, name: str = "", *people: str, code: str = "", number: str = "", team: str = "") -> MatchRow:
    mentions = tuple(Mention(name=person) for person in people)
    return MatchRow(sheet="匹配", row=n, code=code, number=number, name=name, team=team, people=mentions)


def person(n: int, name: str, team: str = "") -> PersonRow:
    return PersonRow(sheet="人员", row=n, person=Mention(name=name), team=team)


def faults(*rows: MatchRow, **more: Any) -> list[tuple[str, int]]:
    matched = match_lists(PlatformReading(matches=rows, **more), TARGETS, ROSTER)
    assert (matched.match is None) == bool(matched.faults)
    return [(fault.code.removeprefix("platform.fault."), fault.row) for fault in matched.faults]


def matched(*rows: MatchRow, **more: Any) -> Match:
    found = match_lists(PlatformReading(matches=rows, **more), TARGETS, ROSTER)
    assert found.faults == ()
    assert found.match is not None
    return found.match


def test_target_is_found_by_code_then_number_then_name() -> None:
    match = matched(row(2, "不同名", "甲一", "乙二", code=CODE), row(3, "", "甲一", "乙二", number="N2"))

    assert match.targets == (
        Listed(id=CODE, name="第一中学", team=1),
        Listed(id="N2", name="第二中学", team=1),
    )
    assert match.teams == (("Q-1", "Q-2"),)


def test_another_spelling_is_told_and_stops_nothing() -> None:
    found = match_lists(
        PlatformReading(matches=(row(2, "县第一中学", "甲一", "Q-2", code=CODE),)), TARGETS, ROSTER
    )

    assert [(fault.code, fault.value, fault.params) for fault in found.warnings] == [
        ("platform.warning.other_name", "县第一中学", {"name": "第一中学"})
    ]
    assert found.match is not None


def test_all_faults_come_at_once() -> None:
    assert faults(
        row(2, "第九中学", "甲一", "乙二"),
        row(3, "同名小学", "甲一", "无此人"),
        row(4, "第一中学", "重名", "乙二", code="91130634MA0000000X"),
        row(5, "第二中学"),
        row(6, number="N9"),
    ) == [
        ("unknown_target", 2),
        ("same_name_target", 3),
        ("unknown_person", 3),
        ("other_code", 4),
        ("same_name_person", 4),
        ("no_people", 5),
        ("unknown_target", 6),
        ("no_people", 6),
    ]


def test_roster_number_and_name_must_be_of_one_person() -> None:
    wrong = MatchRow(sheet="", row=2, name="第二中学", people=(Mention(number="Q-1", name="乙二"),))
    unknown = MatchRow(sheet="", row=3, name="第一中学", people=(Mention(number="Q-9", name="乙二"),))

    assert faults(wrong, unknown) == [("other_person", 2), ("unknown_person", 3)]


def test_a_file_without_match_says_so() -> None:
    assert faults() == [("no_match", 0)]


def test_rows_of_one_target_make_one_team_where_each_names_one_person() -> None:
    match = matched(row(2, "第二中学", "甲一"), row(3, "第二中学", "乙二"))

    assert match.teams == (("Q-1", "Q-2"),)


@pytest.mark.parametrize(
    "second",
    [row(3, "第二中学", "甲一"), row(3, "第二中学", "丙三", "丁四"), row(3, "第二中学", "乙二", team="二")],
)
def test_any_other_repetition_of_a_target_is_a_fault(second: MatchRow) -> None:
    assert faults(row(2, "第二中学", "甲一"), second) == [("repeated_target", 3)]


def test_named_team_has_the_same_people_in_all_rows() -> None:
    first, second = row(2, "第一中学", "甲一", "乙二", team="1"), row(3, "第二中学", "甲一", "丙三", team="1")

    assert faults(first, second) == [("other_team", 3)]


def test_three_sheets_are_held_against_each_other() -> None:
    people = (person(2, "甲一", "1"), person(3, "乙二", "1"), person(4, "丙三"))
    match = matched(row(2, "第二中学", team="1"), targets=(row(2, "第二中学"),), people=people)

    assert match.people_of("N2") == ("Q-1", "Q-2")
    assert match.unmatched == ("Q-3",)
    assert faults(row(2, "第二中学", "丁四"), targets=(row(2, "第一中学"),), people=people) == [
        ("not_matched", 2),
        ("not_listed", 2),
        ("person_not_listed", 2),
    ]


def match_of(*pairs: tuple[str, tuple[str, ...]]) -> Match:
    return Match(
        targets=tuple(Listed(id=key, name=key, team=n) for n, (key, _) in enumerate(pairs, start=1)),
        teams=tuple(people for _, people in pairs),
    )


OLD = match_of(("a", ("1", "2")), ("b", ("1", "2")))
LEAVES = {"a": frozenset({"1"})}


@pytest.mark.parametrize(
    ("new", "lines"),
    [
        (OLD, [ChangeLine(Change.STILL_THERE, "a", left=("1",))]),
        (match_of(("a", ("3", "2")), ("b", ("1", "2"))), [ChangeLine(Change.REPLACED, "a", ("1",), ("3",))]),
        (match_of(("a", ("2",)), ("b", ("2", "1"))), [ChangeLine(Change.LEFT_EMPTY, "a", ("1",))]),
        (
            match_of(("a", ("3", "4")), ("b", ("1", "2"))),
            [
                ChangeLine(Change.REPLACED, "a", ("1",), ("3",)),
                ChangeLine(Change.PERSON_CHANGED, "a", ("2",), ("4",)),
            ],
        ),
        (
            match_of(("a", ("3", "2")), ("c", ("1", "2"))),
            [
                ChangeLine(Change.REPLACED, "a", ("1",), ("3",)),
                ChangeLine(Change.TARGET_REMOVED, "b", left=("1", "2")),
                ChangeLine(Change.TARGET_ADDED, "c", come=("1", "2")),
            ],
        ),
    ],
)
def test_changes_are_told_apart(new: Match, lines: list[ChangeLine]) -> None:
    assert changes_between(OLD, new, LEAVES) == lines


NUMBERS = st.sampled_from("123456")
MATCHES = st.dictionaries(
    st.sampled_from("abcd"), st.lists(NUMBERS, min_size=1, max_size=3, unique=True), min_size=1
).map(lambda found: match_of(*((key, tuple(people)) for key, people in found.items())))


@given(MATCHES, MATCHES, st.dictionaries(st.sampled_from("abcd"), st.frozensets(NUMBERS)))
def test_law_no_difference_goes_untold_and_nothing_unapproved_passes(
    old: Match, new: Match, leaves: dict[str, frozenset[str]]
) -> None:
    lines = changes_between(old, new, leaves)

    for target in {each.id for each in (*old.targets, *new.targets)}:
        before, after = set(old.people_of(target)), set(new.people_of(target))
        told = [line for line in lines if line.target == target and line.change is not Change.STILL_THERE]
        assert {number for line in told for number in line.left} == before - after
        assert {number for line in told for number in line.come} == after - before
        if all(line.is_approved for line in told):
            assert before - after <= leaves.get(target, frozenset())
            assert len(after - before) <= len(before - after)


@given(MATCHES)
def test_law_the_same_lists_differ_in_nothing(match: Match) -> None:
    assert changes_between(match, match, {}) == []


@given(MATCHES)
def test_law_a_document_gives_its_match_back_and_its_hash_is_that_of_its_bytes(match: Match) -> None:
    document = document_of(match, round="SSJ-2026-0001", version=1, batch="批次-1")

    assert match_in(document) == match
    assert loads(document_bytes(document)) == document
    assert list_hash(document) == hashlib.sha256(document_bytes(document)).hexdigest()


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("检查对象", (Part.TARGET_NAME, "")),
        ("统一社会信用代码", (Part.TARGET_CODE, "")),
        ("检查人员1", (Part.PERSON_NAME, "1")),
        ("检查人员（2）", (Part.PERSON_NAME, "2")),
        ("检查人员二", (Part.PERSON_NAME, "二")),
        ("检查人员 2 工号", (Part.PERSON_NUMBER, "2")),
        ("组长", (Part.PERSON_NAME, "组长")),
        ("组员1", (Part.PERSON_NAME, "组员1")),
        ("组别", (Part.TEAM, "")),
        ("抽查批次号", (Part.BATCH, "")),
        ("备注", None),
    ],
)
def test_headings_say_what_a_column_holds(heading: str, part: tuple[Part, str] | None) -> None:
    assert part_of(heading) == part


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-09-21 09:30", datetime(2026, 9, 21, 9, 30, tzinfo=SHANGHAI)),
        ("2026年9月21日9时30分", datetime(2026, 9, 21, 9, 30, tzinfo=SHANGHAI)),
        ("2026/9/21 9:30:15", datetime(2026, 9, 21, 9, 30, 15, tzinfo=SHANGHAI)),
        ("2026-09-21T09:30:15", datetime(2026, 9, 21, 9, 30, 15, tzinfo=SHANGHAI)),
        ("２０２６．９．２１　９：３０", datetime(2026, 9, 21, 9, 30, tzinfo=SHANGHAI)),
        ("2026-13-21 09:30", None),
        ("2026-09-21", None),
        ("昨天上午", None),
    ],
)
def test_time_is_read_as_people_write_it(text: str, at: datetime | None) -> None:
    assert read_time(text) == at


def test_profile_is_warned_of_and_refuses_nothing() -> None:
    profile = load_profile("quyang-county-2022")
    match = match_of(("N2", ("Q-1",)))

    lines = platform_lines(match, ROSTER, profile, targets_total=100, drawn_before=[2])

    verdicts = {line.check: line.verdict for line in lines}
    assert set(verdicts) <= set(CHECKED)
    assert verdicts[Check.COVERAGE] is Verdict.SHORTAGE
    assert verdicts[Check.CAP] is Verdict.DEVIATES
    assert verdicts[Check.TEAM] is Verdict.VIOLATES
    assert warnings(lines) == [line for line in lines if line.verdict is not Verdict.OK]


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_law_the_share_never_claims_more_than_was_drawn(drawn: int, total: int) -> None:
    share = share_bp(drawn, total)

    assert 1 <= share <= 10_000
    assert share * total <= max(drawn * 10_000, total)
