"""After five years the words of a round are destroyed by rule; contacts of who has left, after a month."""

import hashlib
import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import Any

from bot.app.console import verify_journal
from bot.domain.archive import CONTENTS
from bot.domain.journal.entries import body_of
from bot.domain.registers.rows import Contact, Import
from bot.domain.retention import BLACKED
from demo.pictures import photo
from tests.stories.acts import publish
from tests.stories.kept import DATABASE
from tests.stories.office import Office, under
from tests.stories.test_after_undrawn import RIGHT, correct_again, object_to_undrawn
from tests.stories.test_follow_up import CARD, DAY, WANTED, found
from tests.stories.test_objections import REASON, decide
from tests.stories.test_platform_entry import signed_round
from tests.stories.test_round_archive import archive, close, contents
from tests.stories.test_round_publication import NOTE
from tests.stories.test_undrawn_inspections import GUEST, SEEN, records
from tests.stories.wording import NUMBER, say

PHONE, LICENCE = "1380000canary", "licence-canary"
LATER = "改动在签字之后，没有哪一行记着它"
"""What an edit says after both have signed: only the journal knows its words."""
OTHER = photo() + bytes([1])
"""The picture that an edit after the signatures puts in the place of one: it is kept beside the record."""
RETURNED = "请写明由谁负责，退回只在日志中有据"
"""Why a measure was sent back: only the journal knows of it, too."""
YEARS = timedelta(days=5 * 366)


async def test_words_are_destroyed_after_five_years_and_the_journal_verifies(office: Office) -> None:
    stage = office.stage
    drawn, _, _ = await found(office)
    leader = office[drawn.teams[1][0]]
    (note,) = [each for each in leader.screen() if each.text == NOTE]
    await leader.edits(note, LATER)
    sent = [each for each in leader.screen() if each.sender_id == leader.id and "photo" in each.json]
    await leader.edits_photo(sent[0], OTHER)
    await stage.settle()
    await office.press("王芳", CARD, "责令改正")
    for words in (DAY, WANTED):
        await office.say("王芳", words)
    await office.press("张敏", "【处理意见审批】", "退回")
    await office.say("张敏", RETURNED)
    await close(office)
    async with stage.service.database.writing() as work:
        commitments = {each.id: each.commitment for each in await work.words.all()}
        for each in await work.follow_ups.all():
            await work.follow_ups.change(each, state="dropped")
    stage.clock.pass_time(YEARS - timedelta(days=20))
    await stage.tick()
    every = (NOTE, LATER, RETURNED)
    assert [words.encode() in _content(office) for words in every] == [True] * 3
    archived, files = await _archived(office), contents(await archive(office))
    digest = hashlib.sha256(OTHER).hexdigest()
    assert [files[name] for name in files if digest in name] == [OTHER]
    assert "修改前的材料，或者签字后另存的材料" in files[CONTENTS].decode()
    assert [archived[words]["is_replaced"] for words in every] == [False, True, True]
    assert _told(office) == ["【即将按期销毁】"]

    for days in (40, 1):
        stage.clock.pass_time(timedelta(days=days))
        await stage.tick()

    assert [words.encode() in _content(office) for words in every] == [False] * 3
    # The archive that is made now has the commitments of the same words, and none of them.
    after = await _archived(office)
    assert [words in after for words in every] == [False] * 3
    assert {each["commitment"] for each in archived.values()} <= set(commitments.values())
    assert set(after) <= {BLACKED, *archived}
    assert _told(office) == ["【即将按期销毁】", "【已按期销毁】"]
    async with stage.service.database.reading() as work:
        journal, words = await work.journal.all(), await work.words.all()
    report = await verify_journal(stage.service.database)
    events = [each.event for each in journal]
    assert (report.is_whole, report.destroyed) == (True, (events.index("words_destroyed") + 1,))
    assert {each.id: each.commitment for each in words} == commitments
    (entry,) = [body_of(each)["data"] for each in journal if each.event == "words_destroyed"]
    blacked = [each for each in words if each.text == BLACKED]
    assert entry == {"round": NUMBER, "count": len(blacked), "years": 5}
    assert len(blacked) > 0


async def _archived(office: Office) -> dict[str, dict[str, Any]]:
    """Return the words of the round's archive as it is made now, by their text."""
    files = contents(await archive(office))
    return {each["text"]: each for each in json.loads(files["rows/words.json"])}


async def test_words_outside_the_draws_are_destroyed_once_nothing_about_them_is_open(office: Office) -> None:
    stage = office.stage
    await records(office)
    await office.press("周审", "【非随机检查】", "审核通过并公示")
    await object_to_undrawn(office)
    await decide(office, "异议成立")
    await correct_again(office, RIGHT.replace(SEEN, "已清理"))
    stage.clock.pass_time(YEARS)
    await stage.tick()
    assert SEEN.encode() in _content(office)  # the correction still waits for its release
    await office.press("周审", "【非随机检查】", "审核通过并公示")
    for days, told in ((5 * 365 - 20, ["【即将按期销毁】"]), (40, ["【即将按期销毁】", "【已按期销毁】"])):
        stage.clock.pass_time(timedelta(days=days))
        await stage.tick()
        assert _told(office) == told
    kept = [words.encode() in _content(office) for words in (SEEN, GUEST, "已清理", REASON)]
    assert kept == [False] * 4
    assert (await verify_journal(stage.service.database)).is_whole


async def test_second_term_is_forewarned_and_told_as_the_first(office: Office) -> None:
    stage = office.stage
    await records(office, RIGHT)
    await office.press("周审", "【非随机检查】", "审核通过并公示")
    for turn in (1, 2):
        await object_to_undrawn(office)
        await decide(office, "异议不成立")
        for days in (5 * 365 - 20, 40):
            stage.clock.pass_time(timedelta(days=days))
            await stage.tick()
        assert _told(office) == ["【即将按期销毁】", "【已按期销毁】"] * turn
    assert REASON.encode() not in _content(office)


@under("changli-education-2017")
async def test_where_a_report_was_published_is_archived_and_destroyed_too(office: Office) -> None:
    place = "县政府网站，联系人张三"
    _, target = await signed_round(office)
    await publish(office, target)
    await office.press("王芳", "【执法检查报告】", "填写公布情况")
    await office.say("王芳", place)
    await office.say("王芳", "CL-XY-7")
    assert place in await _archived(office)
    office.stage.clock.pass_time(YEARS)
    await office.stage.tick()
    assert place not in await _archived(office)
    toast = await office.press("王芳", "【填写执法检查报告】", "填写工作亮点")
    assert toast == say("round_report.destroyed", number=NUMBER)


async def test_contacts_of_those_who_have_left_are_destroyed_a_month_after_the_import(office: Office) -> None:
    stage = office.stage
    async with stage.service.database.writing() as work:
        gone, stays = (await work.inspectors.all())[:2]
        await work.inspectors.change(gone, is_active=False)
        for each in (gone, stays):
            await work.contacts.add(Contact(inspector_id=each.id, phone=PHONE, licence=LICENCE))
        about = {"filename": "a.xlsx", "sha256": "0" * 64, "reading": {}, "made_at": stage.clock.now()}
        await work.imports.add(Import(person_id=None, state="applied", **about))
    for days, kept in ((29, 2), (2, 1), (1, 1)):
        stage.clock.pass_time(timedelta(days=days))
        await stage.tick()
        async with stage.service.database.reading() as work:
            rows = await work.contacts.all()
            events = [each.event for each in await work.journal.all()]
        assert len(rows) == kept
    assert (rows[0].inspector_id, events.count("contacts_destroyed")) == (stays.id, 1)


def _told(office: Office) -> list[str]:
    said = [each.text.split("】")[0] + "】" for each in office.sees("张敏")]
    return [each for each in said if "销毁" in each]


def _content(office: Office) -> bytes:
    """Return what the database's files hold, free pages and log included."""
    with closing(sqlite3.connect(office.stage.data_dir / DATABASE)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return b"".join(each.read_bytes() for each in office.stage.data_dir.glob(f"{DATABASE}*"))
