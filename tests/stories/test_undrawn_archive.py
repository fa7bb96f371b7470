"""An inspection outside the draws goes into a volume of its own, which is checked as that of a round is."""

import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner

from bot.app.archives.checking import check_archive
from bot.app.on_demand import make_undrawn_archives
from bot.cli.commands import app
from bot.domain.archive import CONTENTS, INDEX, SIGNATURE
from bot.domain.round_rows import OF_UNDRAWN
from storage.archives import ArchiveError
from tests.site.html_reader import read
from tests.stories.office import ITEMS, Office
from tests.stories.papers import words_on
from tests.stories.test_after_undrawn import (
    NAME,
    RELEASE,
    RIGHT,
    TITLE,
    correct_again,
    object_to_undrawn,
    released,
)
from tests.stories.test_follow_up import CARD, DAY, WANTED
from tests.stories.test_objections import REASON, WORDS, decide
from tests.stories.test_round_archive import altered, code_of, contents
from tests.stories.test_undrawn_inspections import GUEST, SEEN, TYPED, records
from tests.stories.wording import say

FIRST, SECOND = "非随机-0001", "非随机-0002"
NOW_SEEN = "复核当日记录，门卫在岗"
RETURNED, SETTLED_THERE = "请写明由谁负责", "情节轻微，当日已改正"


async def archived(office: Office, **where: object) -> tuple[list[Path], list[str]]:
    """Write the volumes, and return them with the numbers of those that have none yet."""
    store, folder = office.stage.service.database, office.stage.data_dir
    made, waiting = await make_undrawn_archives(store, folder, folder / "卷", **where)  # type: ignore[arg-type]
    return [path for path, _ in made], waiting


async def test_volume_of_an_undrawn_inspection_holds_every_version_and_is_checked(office: Office) -> None:
    await released(office)
    await office.press("甲一", "【参加检查登记】", "责令改正通知书")
    await object_to_undrawn(office)
    await decide(office, "异议成立")
    await correct_again(office, RIGHT.replace(SEEN, NOW_SEEN))
    assert await archived(office) == ([], [FIRST])  # it waits for its release
    await office.press("周审", TITLE, RELEASE)
    await records(office, TYPED.replace("第三中学", "第四中学"))

    (path,), waiting = await archived(office)
    assert (path.name[: len(FIRST)], waiting) == (FIRST, [SECOND])
    assert [await archived(office, year=2025), await archived(office, target="第四中学")] == [
        ([], []),
        ([], [SECOND]),
    ]
    first = path.read_bytes()
    await archived(office)
    assert path.read_bytes() == first
    _holds(path)
    files = contents(path)
    _tells_all(files)
    _whatever_is_changed_is_found(path)


def _holds(path: Path) -> None:
    checked = check_archive(path)
    index = checked.index
    assert (index.undrawn, index.round, index.state, index.missing) == (FIRST, "", "published", ())
    assert (checked.draws, checked.versions, index.unsettled) == (0, 2, 0)
    said = CliRunner().invoke(app, ["archive", "verify", str(path)]).output
    found = {"number": FIRST, "files": len(index.files), "entries": checked.entries, "versions": 2}
    ends = {"head": checked.head, "signer": checked.public}
    assert said.startswith(say("console.archive_holds_undrawn", **found, **ends))


def _tells_all(files: dict[str, bytes]) -> None:
    tables = {"undrawn", *OF_UNDRAWN, "targets", "item_lists", "deadlines", "words", "people"}
    kept = {each[5:-5] for each in files if each.startswith("rows/")}
    assert kept == {*tables, "listings", "extensions"}
    words = {each["text"] for each in json.loads(files["rows/words.json"])}
    assert {SEEN, NOW_SEEN, GUEST, WORDS, REASON} <= words
    names = {each["name"] for each in json.loads(files["rows/people.json"])}
    assert names >= {"甲一", "乙二", "王芳", "周审"}
    assert len([each for each in files if each.startswith("已领文书/")]) == 2  # the order, what 张敏 decided
    papers = sorted(each.split("-", 2)[2] for each in files if each.startswith("文书/审批表-"))
    released = "非随机检查结果公示审批表"
    assert papers == ["已公示检查结果更正审批表-3.docx", f"{released}-1.docx", f"{released}-2.docx"]
    first = words_on(files[next(each for each in files if each.endswith(f"{released}-1.docx"))])
    asked = "公示2026年9月20日非随机检查（投诉举报）的结果第 1 版：发现问题待后续处理"
    assert [each in first for each in (asked, FIRST, "王芳", "同意。（周审，")] == [True] * 4
    page = read(files[CONTENTS])
    assert page.all_faults() == []
    assert {unquote(link) for link in page.links} == files.keys() - {INDEX, SIGNATURE, CONTENTS}
    shown = " ".join(page.texts)
    version = "事由：投诉举报；检查日期：2026年9月20日；检查人员：甲一、乙二；" + ITEMS[0].name
    others = f"、{ITEMS[1].name} 正常；其他参加人员：{GUEST}；"
    told = (
        f"王芳 登记非随机检查；{version} 不正常{others}{SEEN}",
        f"王芳 更正记录；{version} 正常{others}{NOW_SEEN}",
        f"王芳 登记检查对象的异议；{WORDS}",
        f"张敏 答复检查对象的异议；异议成立，结果予以更正；{REASON}",
        "张敏 更正已公示的结果；检查对象的异议成立",
        "周审 审核通过并公示",
        f"{NAME}（N00003）",
        "审批、回避和更换",
    )
    assert [each for each in told if each not in shown] == []


def _whatever_is_changed_is_found(path: Path) -> None:
    assert code_of(altered(path, lambda files: files.pop("rows/objections.json"))) == "missing"
    assert code_of(altered(path, lambda files: files.update({"rows/undrawn.json": b"[]"}))) == "damaged"
    with pytest.raises(ArchiveError, match="signature"):
        check_archive(path, key="0" * 64)


async def test_contents_tell_what_a_returned_measure_said_and_why_it_went_back(office: Office) -> None:
    await released(office)
    await office.press("王芳", CARD, "责令改正")
    for words in (DAY, WANTED):
        await office.say("王芳", words)
    await office.press("张敏", "【处理意见审批】", "退回")
    await office.say("张敏", RETURNED)
    await office.press("王芳", CARD, "不予处理")
    await office.say("王芳", SETTLED_THERE)
    (path,), _ = await archived(office)
    shown = " ".join(read(contents(path)[CONTENTS]).texts)
    assert [each for each in (WANTED, RETURNED, SETTLED_THERE) if each not in shown] == []


async def test_version_that_is_not_what_the_journal_published_or_is_missing_is_found(office: Office) -> None:
    await released(office)
    async with office.stage.service.database.writing() as work:
        (row,) = await work.publications.all()
        await work.publications.change(row, findings=[[code, "normal"] for code, _ in row.findings])
    (path,), _ = await archived(office)
    assert code_of(path) == "result"
    async with office.stage.service.database.writing() as work:
        await work.publications.remove(id=row.id)
    (path,), _ = await archived(office)
    assert code_of(path) == "result"
    async with office.stage.service.database.writing() as work:  # the story's end reads what was said
        await work.publications.add(row)
    (path,), _ = await archived(office)
    # What is found is followed up: the volume says so, and is made again.
    assert check_archive(path).index.unsettled == 1
