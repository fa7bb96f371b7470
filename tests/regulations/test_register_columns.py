"""The columns of the two registers hold everything that the five regulations' articles name."""

import pytest

from bot.domain.profiles.books import RosterField, TargetField
from bot.domain.registers.columns import COLUMNS, Column, Kind
from bot.domain.registers.written import kind_word
from bot.regulations import load_profile, profile_keys

TARGETS = {
    TargetField.CREDIT_CODE: ("code",),
    TargetField.NAME: ("name",),
    TargetField.FOUNDED_ON: ("registered_on",),
    TargetField.REGISTRAR: ("registrar",),
    TargetField.LEGAL_REPRESENTATIVE: ("legal_representative",),
    TargetField.ADDRESS: ("address",),
    TargetField.PHONE: ("phone",),
    TargetField.INDUSTRY: ("industry",),
}
ROSTER = {
    RosterField.UNIT: ("unit",),
    RosterField.NAME: ("name",),
    RosterField.POST: ("post",),
    RosterField.LICENCE_NUMBER: ("licence",),
    RosterField.DUTY: ("duty",),
    RosterField.PHONE: ("phone",),
    RosterField.BASIC_DATA: ("number", "name", "unit", "department"),
    RosterField.SPECIALITY: ("speciality",),
}
WRITTEN_OTHERWISE = {"基本信息", "业务专长"}


def column(kind: Kind, field: str) -> Column:
    (found,) = [each for each in COLUMNS[kind] if each.field == field]
    return found


@pytest.mark.parametrize("authority", profile_keys())
def test_every_column_that_an_article_names_is_there_under_its_own_name(authority: str) -> None:
    books = load_profile(authority).books
    for kind, named, fields in (
        (Kind.TARGETS, books.target_fields, TARGETS),
        (Kind.INSPECTORS, books.roster_fields, ROSTER),
    ):
        for each in named:
            columns = [column(kind, field) for field in fields[each.value]]
            if each.fragment not in WRITTEN_OTHERWISE:
                headings = {alias for one in columns for alias in one.aliases}
                assert each.fragment.replace("（", "(").replace("）", ")") in headings


def test_no_two_things_that_an_article_tells_apart_share_a_column() -> None:
    for fields in (TARGETS, {key: value for key, value in ROSTER.items() if len(value) == 1}):
        assert len(set(fields.values())) == len(fields)


def test_phones_and_licences_are_for_the_console_alone() -> None:
    personal = {(kind, each.field) for kind in Kind for each in COLUMNS[kind] if each.is_personal}
    assert personal == {
        (Kind.TARGETS, "phone"),
        (Kind.INSPECTORS, "phone"),
        (Kind.INSPECTORS, "licence"),
    }


def test_registers_that_an_article_tells_apart_have_words_of_their_own() -> None:
    for authority in profile_keys():
        kinds = [each.value for each in load_profile(authority).books.target_kinds]
        assert len({kind_word(kind) for kind in kinds}) == len(kinds)
