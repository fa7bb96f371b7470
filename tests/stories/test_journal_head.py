"""The journal's head in the group, at the end of each working day on which something happened."""

import hashlib
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.journal.audit import audit
from bot.usecases.heads import signed_head
from storage.signing import is_signed
from tests.crash.people import plain
from tests.stories.office import Office

EMPTY = hashlib.sha256().hexdigest()


def _at(day: int, hour: int) -> datetime:
    return datetime(2026, 9, day, hour, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


async def test_head_is_posted_once_in_the_evening_and_not_on_a_holiday(office: Office) -> None:
    await office.preview()
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
    for moment in (_at(21, 17), _at(21, 18), _at(21, 19), _at(22, 18), _at(25, 18)):
        office.stage.clock.move_to(moment)
        await office.stage.tick()
        await office.stage.settle()
    posted = [m.text for m in office.sees("郑观", in_group=True) if m.text.startswith("【日志校验码】")]

    async with office.stage.service.database.reading() as work:
        entries, kept = await work.journal.all(), await work.heads.all()
    assert audit(entries, [kept[-1].size]).roots == {0: EMPTY, (n := len(entries)): kept[-1].root}
    head = kept[-1]
    assert len(posted) == 1
    assert posted[0].startswith(
        f"【日志校验码】今日工作结束，日志共 {n} 条。\n"
        f"校验码 {head.root}\n签名 {head.signature}\n公钥 {head.key}\n"
    )
    assert is_signed(head.key, f"ssj/journal/1\n{n}\n{head.root}\n".encode(), head.signature)


async def test_stranger_asks_for_the_key_and_an_observer_for_what_he_kept(office: Office) -> None:
    await office.draw()
    async with office.stage.service.database.reading() as work:
        heads, (named,) = await work.heads.all(), await work.journal.all(event="journal_key")
    result = next(m.text for m in office.sees("郑观", in_group=True) if m.text.startswith("【抽取结果】"))
    assert f"日志 {heads[-1].size} 条，校验码 {heads[-1].root}\n签名 {heads[-1].signature}" in result

    stranger = office.stage.person("路人")
    await stranger.says("private", "/verify")
    await stranger.says("private", f"/verify SSJ-2026-0001 {heads[-1].root} {'f' * 64}")
    await office.stage.settle()
    key, copy = [message.text for message in stranger.screen()][-2:]
    assert plain(key).endswith(f"签名用本机关的公钥核对：{heads[-1].key}")
    assert heads[-1].key in named.body
    assert f"日志 {heads[-1].size} 条的校验码" in copy
    assert "不一致：ffffffffffffffff… 不是本批次公布的码" in copy


async def test_head_of_a_rolled_back_transaction_does_not_stay(office: Office) -> None:
    """The tree that the process knows is read anew where its last entry never was."""
    database, desk = office.stage.service.database, office.stage.service.desk
    with pytest.raises(RuntimeError, match=r"^undone$"):  # noqa: PT012 - it is raised inside the transaction
        async with database.writing() as work:
            act = desk.bot_act(work)
            await signed_head(act, await act.record("never"))
            raise RuntimeError("undone")
    async with database.writing() as work:
        act = desk.bot_act(work)
        line = await signed_head(act, await act.record("instead"))
        entries = await work.journal.all()
        assert line["root"] == audit(entries).roots[len(entries)]
        assert line == await signed_head(act, entries[-1])
