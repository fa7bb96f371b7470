"""What belongs to a round is named in one place, and no table of a round is missing there."""

from bot.app.archives.gathering import hashes_of
from bot.app.archives.listing import chapters_of
from bot.app.papers.words import said, words_of
from bot.domain.duties.duty import Request, RequestKind
from bot.domain.people import Record
from bot.domain.platform.draw import PlatformDraw
from bot.domain.round_rows import (
    FILES,
    IN_ENTRIES,
    OF_INSPECTION,
    OF_ROUND,
    OF_ROW,
    OF_UNDRAWN,
    PLATFORM_FILES,
    SUBJECTS,
)
from bot.regulations import load_profile
from storage.database.tables import RECORDS


def _with(field: str) -> set[str]:
    return {name for name, record in RECORDS.items() if field in record.model_fields}


def test_every_table_of_a_round_or_of_an_inspection_goes_into_its_archive() -> None:
    assert set(OF_ROUND) == _with("round_id")
    assert set(OF_INSPECTION) == _with("inspection_id") - _with("round_id")
    assert set(OF_UNDRAWN) == _with("undrawn_id")
    assert len({*OF_ROUND, *OF_INSPECTION}) == len(OF_ROUND) + len(OF_INSPECTION)


def test_every_table_whose_rows_name_another_row_of_a_round_goes_there_too() -> None:
    singular = {f"{name}_id": table for name, table in {**SUBJECTS, **IN_ENTRIES}.items() if name != "entry"}
    pointing = {
        (name, column, singular[column])
        for name, record in RECORDS.items()
        if name not in {*OF_ROUND, *OF_INSPECTION}
        for column in record.model_fields.keys() & singular.keys()
    }
    assert pointing == {(name, *where) for name, where in OF_ROW.items()}


def test_what_deadlines_and_entries_name_is_a_table_of_the_round() -> None:
    kept = {"rounds", *OF_ROUND, *OF_INSPECTION, *OF_ROW}
    assert {*SUBJECTS.values(), *IN_ENTRIES.values()} <= kept


_NO_FILE = {
    *("board", "commitment", "content", "digest", "entropy_hash", "hash", "is_paper"),
    *("item_list_digest", "of_content", "record_hash", "result_hash", "results", "signed_content"),
    *("token_hash",),
}
"""Columns that hold a hash of words, rows or throws, or none at all: there is no file to them."""
_MARKS = ("sha256", "hash", "digest", "picture", "paper", "commitment", "content")


def test_every_column_that_names_a_file_is_gathered_or_named_as_none() -> None:
    named = {
        column
        for record in RECORDS.values()
        for column in record.model_fields
        if any(mark in column for mark in _MARKS)
    }
    assert named - _NO_FILE == set(FILES)


def test_signed_papers_and_the_files_of_the_platform_are_gathered_and_listed_by_name() -> None:
    digests = {name: name[0] * 64 for name in ("approval", "file", "picture")}
    request = Request.model_construct(id=7, kind=RequestKind.RECUSAL, papers=[digests["approval"]])
    draw = PlatformDraw.model_construct(
        id=1, version=2, document={name: digests[name] for name in PLATFORM_FILES}
    )
    rows: dict[str, list[Record]] = {"requests": [request], "platform_draws": [draw]}
    rows |= {name: [] for name in ("targets", "inspections", "item_lists", "materials")}

    assert hashes_of(rows) == sorted(digests.values())
    with words_of(load_profile("quyang-education-2023")):
        chapters = chapters_of([f"现场材料/{each}.jpg" for each in digests.values()], rows)
        titles = {file.path[5]: (chapter.title, file.title) for chapter in chapters for file in chapter.files}
        assert titles == {
            "a": (said("archive.chapter.changes"), "签字盖章的执法检查人员回避审批备案表 7"),
            "f": (said("archive.chapter.draw"), "平台抽取名单原文件（第 2 次导入）"),
            "p": (said("archive.chapter.draw"), "平台抽取页面截图（第 2 次导入）"),
        }
