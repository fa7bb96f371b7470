"""A draw of the platform, carried on here: imported, fixed by a hash, sent out, changed, told to anybody."""

import hashlib
import json
from pathlib import Path

from bot.domain.texts import Text, text
from demo.pictures import photo
from demo.stage import card, has_card
from tests.storage.workbooks.workbook_files import xlsx
from tests.stories.acts import public_pages
from tests.stories.kept import kept
from tests.stories.office import INSPECTORS, TARGETS, Office
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import (
    BACK,
    DEFAULT,
    NUMBER,
    PLATFORM,
    article,
    due,
    duty_card,
    say,
    says,
    target_line,
)

HEADING = ["检查对象", "统一社会信用代码", "检查人员1", "检查人员2", "组别"]
FIRST = [["第一中学", "", "甲一", "乙二", "一"], ["河湾中学", "", "丙三", "丁四", "二"]]
BATCH, OPERATOR, DRAWN_AT = "HB-2026-031", "马操作", "2026-09-21 08:40"
FILE = {"ended": "", "file": text("verify.platform_file")}
POSTED, AGAIN = "【平台抽取】", "【平台名单重新导入】"


async def send(office: Office, rows: list[list[str]], name: str = "匹配结果.xlsx") -> None:
    await office["王芳"].sends_file("private", name, xlsx({"匹配结果": rows}))
    await office.stage.settle()


async def hand_over(office: Office, rows: list[list[str]]) -> None:
    """Send the file and all that it does not say, up to the preview."""
    await send(office, [HEADING, *rows])
    for words in (BATCH, OPERATOR, DRAWN_AT):
        await office.say("王芳", words)
    await office["王芳"].sends_photo("private", photo())
    await office.stage.settle()


async def begin(office: Office) -> None:
    await office.say("王芳", "/draw", in_group=True)
    await office.press("王芳", "发起抽查", "平台已抽取", in_group=True)


@kept
async def carried_on(office: Office, rows: list[list[str]]) -> None:
    """Have the coordinator import the lists and send out the duties."""
    await begin(office)
    await hand_over(office, rows)
    await office.press("王芳", "【导入平台抽取结果】", "确认")
    await office.press("王芳", POSTED, "派发任务", in_group=True)


async def imported_again(office: Office, rows: list[list[str]]) -> None:
    await office.press("王芳", "【请在平台更换】", "重新导入")
    await hand_over(office, rows)
    await office.press("王芳", "【导入平台抽取结果】", "确认")


def hash_in(message: str, label: str) -> str:
    return message.split(f"{label}：\n")[1].split("\n", maxsplit=1)[0]


def posted_hash(office: Office) -> str:
    return hash_in(card(office["王芳"], POSTED, office.group).text, "名单校验码（第 1 次导入）")


def lists(office: Office, ending: str = "") -> bytes:
    folder: Path = office.stage.data_dir / "rounds" / NUMBER
    return (folder / f"platform{ending}.json").read_bytes()


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
    for fact in (PLATFORM, BATCH, OPERATOR, DRAWN_AT, "第十五条"):
        assert fact in posted
    assert [name for name in (*TARGETS, *INSPECTORS) if name in posted] == []
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


async def test_anybody_is_told_that_the_platform_drew(office: Office) -> None:
    await carried_on(office, FIRST)
    code, watch = posted_hash(office), Watch(office)
    parent = office.stage.person("家长")
    facts = {"platform": PLATFORM, "batch": BATCH, "operator": OPERATOR, "drawn_at": DRAWN_AT, "version": 1}

    await office.say(parent, f"/verify {NUMBER}")
    told = says(
        "verify.platform", number=NUMBER, hash=code, others=text("verify.platform_only"), **facts, **FILE
    )
    assert watch.news() == {"家长": [told]}
    await office.say(parent, f"/verify {NUMBER} {code} {'f' * 64}")
    agrees = text("verify.copy_agrees", code=f"{code[:16]}…", what=text("verify.code.platform", n=1))
    differs = text("verify.copy_differs", code=f"{'f' * 16}…")
    assert watch.news() == {"家长": [says("verify.copy", number=NUMBER, lines=[agrees, differs])]}
    await office.say(parent, "/verify")
    assert watch.news() == {"家长": [says("verify.how", numbers=NUMBER)]}

    await office.say("王芳", "/status")
    ((board, labels),) = watch.news()["王芳"]
    more = [f"申请取消批次：{NUMBER}", f"反映回避、更换情形：{NUMBER}"]
    more += [f"代录：{NUMBER}", "查看待我办理的事项"]
    assert labels == [f"重新导入平台名单：{NUMBER}", *more]
    assert f"由“{PLATFORM}”抽取，批次号 {BATCH}，{OPERATOR}，{DRAWN_AT}" in board
    page = public_pages(office)
    assert all(fact in page for fact in (PLATFORM, BATCH, OPERATOR, DRAWN_AT, code, f"{NUMBER}.json"))
    assert (office.stage.data_dir / "public" / f"{NUMBER}.json").read_bytes() == lists(office)


async def test_recusal_is_changed_on_the_platform_and_imported_again(office: Office) -> None:
    await carried_on(office, FIRST)
    await office.press("甲一", "【检查任务】", "申请回避")
    await office.press("甲一", "您要对哪一家申请回避", "本批次全部任务")
    await office.press("甲一", "请选择回避事由", "涉及配偶")
    await office.say("甲一", "配偶在该校任教")
    assert say("recusal.if_approved.platform") in card(office["赵批"], "【回避审批】").text
    watch, before = Watch(office), posted_hash(office)

    pressed = await office.press("赵批", "【回避审批】", "同意回避")

    assert pressed == say("recusal.approved_toast.platform")
    read = [
        m.text.replace("此处不作递补", "") for each in office.stage.people.values() for m in each.screen()
    ]
    assert [words for words in read if "递补" in words] == []

    news = watch.news()
    wanted = says(
        "platform.wanted",
        "重新导入名单",
        number=NUMBER,
        platform=PLATFORM,
        lines=[text("platform.wanted_line", name="第一中学", people="甲一")],
        ground=article("第十六条"),
        due=text("platform.wanted_due", due=due(9, 22), ground=DEFAULT),
    )
    assert news["王芳"] == [wanted]
    follows = text("recusal.who_follows.platform")
    whole = text("recusal.whole_round")
    told = says("recusal.approved", target=whole, follows=follows, ground=article("第十六条"))
    assert told in news["甲一"]
    vacated = says(
        "platform.vacated",
        number=NUMBER,
        n=1,
        team=1,
        targets=1,
        platform=PLATFORM,
        ground=article("第十六条"),
    )
    assert news[GROUP] == [vacated]
    assert news["乙二"] == [
        duty_card(1, "notified", [target_line("第一中学", "drawn", "", leads=True)], "接受任务", "申请回避")
    ]
    assert sorted(news) == sorted([GROUP, "王芳", "甲一", "乙二", "赵批", "张敏"])

    await imported_again(office, [["第一中学", "", "戊五", "乙二", "一"], FIRST[1]])

    news = watch.news()
    posted = card(office["王芳"], AGAIN, office.group).text
    code = hash_in(posted, "新的名单校验码")
    assert hash_in(posted, "此前的名单校验码") == before
    line = text("platform.public.replaced", name="第一中学", come="戊五")
    assert says("platform.adopted", number=NUMBER, version=2, lines=[line]) in news[GROUP]
    assert news["戊五"] == [
        duty_card(
            1, "notified", [target_line("第一中学", "drawn", "乙二", leads=False)], "接受任务", "申请回避"
        )
    ]
    assert "甲一" not in news
    assert hashlib.sha256(lists(office)).hexdigest() == code
    assert hashlib.sha256(lists(office, "-1")).hexdigest() == before
    assert json.loads(lists(office))["prev"] == before


async def test_other_changes_wait_for_the_lead_office(office: Office) -> None:
    await carried_on(office, FIRST)
    await office.say("王芳", "/status")
    watch = Watch(office)
    changed = [["第一中学", "", "甲一", "乙二", "一"], ["柳坪中学", "", "戊五", "丁四", "二"]]
    await office.press("王芳", "【", "重新导入平台名单")
    await hand_over(office, changed)
    preview = card(office["王芳"], "【导入平台抽取结果】").text
    assert "［未经批准］新增检查对象 柳坪中学，检查人员 戊五、丁四" in preview
    assert "［未经批准］不再检查 河湾中学，原检查人员 丙三、丁四" in preview
    await office.press("王芳", "【导入平台抽取结果】", "确认")

    news = watch.news()
    assert "戊五" not in news
    assert [labels for _, labels in news["张敏"]] == [["同意变化", "不同意"]]
    await office.press("张敏", "【平台名单变化】", "不同意")
    assert [shown.split("\n")[0] for shown, _ in watch.news()[GROUP]] == [f"【平台名单未采用】{NUMBER}"]
    assert not has_card(office["戊五"], "【检查任务】")

    await office.say("王芳", "/status")
    await office.press("王芳", "【", "重新导入平台名单")
    await hand_over(office, changed)
    await office.press("王芳", "【导入平台抽取结果】", "确认")
    await office.press("张敏", "【平台名单变化】", "同意变化")

    news = watch.news()
    assert (
        duty_card(
            2, "notified", [target_line("柳坪中学", "drawn", "丁四", leads=True)], "接受任务", "申请回避"
        )
        in news["戊五"]
    )
    assert news["丙三"] == [duty_card(2, "left", [])]
    assert "柳坪中学" in card(office["李核"], "【比对和确认】").text
    page = public_pages(office)
    assert "未采用" in page
