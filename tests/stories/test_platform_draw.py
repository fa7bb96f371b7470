"""A draw of the platform, carried on here: imported, fixed by a hash, sent out, told to anybody."""

import hashlib

from bot.domain.texts import Text, text
from demo.pictures import photo
from tests.stories.acts import public_pages
from tests.stories.office import INSPECTORS, TARGETS, Office
from tests.stories.platform_lists import (
    BATCH,
    DRAWN_AT,
    FILE,
    FIRST,
    HEADING,
    OPERATOR,
    POSTED,
    SHOWN_AT,
    begin,
    carried_on,
    hand_over,
    lists,
    posted_hash,
    send,
)
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import (
    BACK,
    NUMBER,
    PLATFORM,
    article,
    duty_card,
    say,
    says,
    target_line,
)


async def test_import_asks_for_what_the_file_does_not_say(office: Office) -> None:
    watch = Watch(office)
    await office.say("王芳", "/draw", in_group=True)
    ask = says(
        "draw.ask_place",
        "在本群抽取",
        "平台已抽取，导入结果",
        "取消",
        ground=article("第十五条"),
        platform=PLATFORM,
    )
    assert watch.news() == {GROUP: [ask]}

    assert await office.press("王芳", "发起抽查", "平台已抽取", in_group=True) == "请到私聊中继续"
    file = says("platform.ask_file", "取消", platform=PLATFORM)
    assert watch.news() == {GROUP: [says("platform.asked")], "王芳": [file]}

    await office.say("王芳", "在此")
    assert watch.news() == {"王芳": [says("platform.send_file")]}
    await send(office, [HEADING, *FIRST])
    assert watch.news() == {"王芳": [says("platform.ask_batch", *BACK)]}
    await office.say("王芳", BATCH)
    assert watch.news() == {"王芳": [says("platform.ask_operator", *BACK)]}
    await office.say("王芳", "马操作 13800138000")
    assert watch.news() == {"王芳": [says("platform.bad_words", limit=100)]}
    await office.say("王芳", OPERATOR)
    assert watch.news() == {"王芳": [says("platform.ask_drawn_at", *BACK)]}
    for words, answer in (("早上", "platform.bad_time"), ("2026-09-22 09:00", "platform.future")):
        await office.say("王芳", words)
        assert watch.news() == {"王芳": [says(answer)]}
    await office.say("王芳", DRAWN_AT)
    assert watch.news() == {"王芳": [says("platform.ask_picture", *BACK)]}
    await office["王芳"].sends_photo("private", photo())
    await office.stage.settle()

    ((shown, labels),) = watch.news()["王芳"]
    assert labels == ["确认并公布校验码", "放弃"]
    assert "检查对象 2 家，检查组 2 个，检查人员 4 人，未编组人员 0 人" in shown
    assert "与上次导入相比" not in shown
    assert "［符合］每组持证人数：不少于 2，拟 2" in shown
    await office.press("王芳", "【导入平台抽取结果】", "放弃")
    assert watch.news() == {"王芳": [says("platform.dropped")]}


async def test_all_faults_come_at_once_and_a_better_file_goes_on(office: Office) -> None:
    await begin(office)
    watch = Watch(office)

    await send(
        office, [HEADING, ["第九中学", "", "甲一", "乙二", "一"], ["河湾中学", "", "丙三", "无名", "二"]]
    )

    faults = [
        ("platform.fault.unknown_target", 2, "第九中学"),
        ("platform.fault.unknown_person", 3, "无名"),
    ]
    lines: list[Text] = [
        text("import.at_row", sheet="匹配结果", row=row, what=text(code, value=value))
        for code, row, value in faults
    ]
    assert watch.news() == {"王芳": [says("import.faults", file="匹配结果.xlsx", n=2, lines=lines)]}
    assert list((office.stage.data_dir / "evidence").rglob("*.xlsx")) == []
    await send(office, [["检查对象", "检查人员1", "联系电话"], ["第一中学", "甲一", "1"]])
    ((refused, _),) = watch.news()["王芳"]
    assert "联系电话" in refused
    await send(office, [HEADING, *FIRST])
    assert watch.news() == {"王芳": [says("platform.ask_batch", *BACK)]}


async def test_hash_is_posted_before_anybody_has_a_duty(office: Office) -> None:
    await begin(office)
    await hand_over(office, FIRST)
    watch = Watch(office)

    assert await office.press("王芳", "【导入平台抽取结果】", "确认") == "已公布校验码"

    news = watch.news()
    assert sorted(news) == sorted([GROUP, "王芳"])
    code = posted_hash(office)
    assert news["王芳"] == [says("platform.confirmed", number=NUMBER, hash=code)]
    ((posted, labels),) = news[GROUP]
    assert labels == ["派发任务"]
    for fact in (PLATFORM, BATCH, OPERATOR, "2026年9月21日（周一） 08:40", "第十五条"):
        assert fact in posted
    assert [name for name in (*TARGETS, *INSPECTORS) if name in posted] == []
    public = public_pages(office, f"round-{NUMBER}.html")
    assert [each in public for each in (code, BATCH, say("platform.state.posted"))] == [True] * 3
    assert [name for name in (*TARGETS, *INSPECTORS) if name in public] == []
    assert await office.press("郑观", POSTED, "派发任务", in_group=True) == say("denied.draw")
    assert watch.news() == {}

    assert await office.press("王芳", POSTED, "派发任务", in_group=True) == "已派发"

    news = watch.news()
    assert sorted(news) == sorted([GROUP, "甲一", "乙二", "丙三", "丁四", "钱核", "李核"])
    lines = [target_line("第一中学", "drawn", "乙二", leads=True)]
    assert news["甲一"] == [duty_card(1, "notified", lines, "接受任务", "申请回避")]
    assert hashlib.sha256(lists(office)).hexdigest() == code
    raw = [m.text for m in office.sees("王芳", in_group=True)][-2:]
    assert all(each.split("\n\n〔")[0].endswith(f"平台名单校验码 {code}") for each in raw)
    assert await office.press("王芳", POSTED, "派发任务", in_group=True) == say("refused.stale")


async def test_batch_that_a_round_carries_on_makes_no_second_one(office: Office) -> None:
    await carried_on(office, FIRST)
    await begin(office)
    await send(office, [HEADING, *FIRST])
    watch = Watch(office)

    await office.say("王芳", BATCH)
    assert watch.news() == {"王芳": [says("platform.known_batch", batch=BATCH, number=NUMBER)]}
    await office.say("王芳", f"{BATCH}-2")
    assert watch.news() == {"王芳": [says("platform.ask_operator", *BACK)]}


async def test_anybody_is_told_that_the_platform_drew(office: Office) -> None:
    await carried_on(office, FIRST)
    code, watch, key = posted_hash(office), Watch(office), office.signing_key
    parent = office.stage.person("家长")
    facts = {"platform": PLATFORM, "batch": BATCH, "operator": OPERATOR, "drawn_at": SHOWN_AT, "version": 1}

    await office.say(parent, f"/verify {NUMBER}")
    told = says(
        "verify.platform", number=NUMBER, hash=code, others=text("verify.platform_only"), **facts, **FILE
    )
    assert watch.news() == {"家长": [told, says("verify.platform_lists", number=NUMBER)]}
    async with office.stage.service.database.reading() as work:
        head = (await work.heads.all())[-1]
    await office.say(parent, f"/verify {NUMBER} {code} {head.root} {'f' * 64}")
    lines = [
        text("verify.copy_agrees", code=f"{code[:16]}…", what=text("verify.code.platform", n=1)),
        text("verify.copy_agrees", code=f"{head.root[:16]}…", what=text("verify.code.journal", n=head.size)),
        text("verify.copy_differs", code=f"{'f' * 16}…"),
    ]
    assert watch.news() == {"家长": [says("verify.copy", number=NUMBER, lines=lines)]}
    await office.say(parent, "/verify")
    assert watch.news() == {"家长": [says("verify.how", numbers=NUMBER, public=key)]}

    await office.say("王芳", "/status")
    ((board, labels),) = watch.news()["王芳"]
    more = [f"申请取消批次：{NUMBER}", f"反映回避、更换情形：{NUMBER}"]
    more += [f"代录：{NUMBER}", f"不在聊天中收照片：{NUMBER}", "查看待我办理的事项"]
    assert labels == [f"重新导入平台名单：{NUMBER}", *more]
    assert f"由“{PLATFORM}”抽取，批次号 {BATCH}，{OPERATOR}，2026年9月21日（周一） 08:40" in board
    page = public_pages(office)
    assert all(
        fact in page for fact in (PLATFORM, BATCH, OPERATOR, "2026年9月21日 08:40", code, f"{NUMBER}.json")
    )
    assert (office.stage.data_dir / "public" / f"{NUMBER}.json").read_bytes() == lists(office)
