"""Release, publication, the page and the form, the platform's receipt, and the close of the round."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.app.on_demand import build_site
from bot.domain.registers.rows import Contact
from bot.domain.texts import text
from demo.stage import card
from tests.stories.acts import (
    accept,
    answer,
    enter_receipt,
    invite,
    on_site,
    open_link,
    press_about,
    public_pages,
    publish,
    send_photo,
    submit_normal,
)
from tests.stories.office import INSPECTORS, TARGETS, Office
from tests.stories.result_screens import DAY, NOTE, came, line, seen, signed_form
from tests.stories.watch import GROUP, Shown, Watch
from tests.stories.wording import (
    CANCEL,
    DEFAULT,
    NUMBER,
    PLATFORM,
    Drawn,
    article,
    code_of,
    drawn_round,
    due,
    plain_duty,
    say,
    says,
)

INFORMATION = text(
    "ground.default_by_law", instrument="《中华人民共和国政府信息公开条例》", article="第二十六条"
)
OWED_TO_THE_PUBLIC = {"due": due(10, 26), "ground": INFORMATION}
ASKED = {
    ("release", "signed"): "release.ask",
    ("release", "released"): "release.asked_before",
    ("publish", "released"): "publish.ask",
    ("publish", "published"): "publish.published",
}
FOUND = "发现问题待后续处理"
PHONE = "13800001111"


async def signed(office: Office) -> tuple[Drawn, str, str, Watch]:
    """Draw two targets for one team; the first is abnormal, both are signed."""
    drawn, _ = await drawn_round(office, "20%", "1 组")
    async with office.stage.service.database.writing() as work:
        for each in await work.inspectors.all():
            await work.contacts.add(Contact(inspector_id=each.id, phone=PHONE, licence="冀C-0001"))
    leader, partner = drawn.teams[1]
    bad, good = drawn.targets
    await office.confirm()
    await accept(office, leader, partner)
    await office.press(leader, "【检查任务】", f"填报检查：{bad}")
    await on_site(office, bad, leader, partner)
    await answer(office, leader, bad, "1 不正常")
    await send_photo(office, leader, NOTE)
    await answer(office, leader, bad, "其余事项全部正常", "已签字盖章", "提交记录")
    await submit_normal(office, drawn, good)
    await press_about(office, partner, "【共同签字】", good, "签字确认")
    watch = Watch(office)
    await press_about(office, partner, "【共同签字】", bad, "签字确认")
    return drawn, bad, good, watch


SITE = "https://ssj.example.org"
CHANNEL = "河北省市场主体信用信息公示系统"
LINES = {
    "release": [
        DAY,
        line(1, "abnormal", NOTE, photos=1),
        line(2, "normal"),
        signed_form(),
        text("release.signature", signature=text("signature.signed")),
    ],
    "publish": [line(1, "abnormal"), line(2, "normal")],
}


def release(name: str, state: str, *labels: str) -> Shown:
    return _decision("release", name, state, *labels)


def _decision(kind: str, name: str, state: str, *labels: str) -> Shown:
    owed = {"due": due(9, 29), "ground": DEFAULT} if kind == "release" else OWED_TO_THE_PUBLIC
    return says(
        f"{kind}.card",
        *labels,
        number=NUMBER,
        name=name,
        conclusion=FOUND,
        lines=LINES[kind],
        state=text(f"inspection.state.{state}"),
        stands_in="",
        ask=text(ASKED[kind, state], **owed),
        **owed,
    )


def duties(drawn: Drawn, state: str = "acknowledged", **states: str) -> dict[str, list[Shown]]:
    """Return the cards of everybody on the team."""
    return {name: [plain_duty(drawn, name, state, **states)] for name in drawn.people}


def receipt(name: str, number: str = "") -> Shown:
    labels = () if number else ("填写平台编号",)
    task = text("receipt.task", platform=PLATFORM, version=1, shot=text("receipt.shot"))
    values = {"name": name, "task": task, "due": due(9, 29), "ground": article("第二十条")}
    return says("receipt.ask", *labels, **values, receipt=number or text("receipt.none"))


async def test_result_goes_from_signature_to_release_to_publication_and_page(office: Office) -> None:
    drawn, bad, good, watch = await signed(office)
    assert bad not in public_pages(office)
    leader, partner = drawn.teams[1]

    news = seen(watch)

    duty = [
        plain_duty(drawn, name, "acknowledged", **{bad: "signed", good: "signed"}) for name in drawn.people
    ]
    assert news["周审"] == [release(bad, "signed", "审核通过", "退回")]
    assert (news[leader][0], news[leader][-1]) == (duty[0], receipt(bad))
    assert news[partner][0] == duty[1]
    assert set(news) == {"周审", leader, partner}

    assert await press_about(office, "周审", "【审核】", bad, "审核通过") == "已审核通过"
    news = seen(watch)
    assert (len(news["王芳"]), news["王芳"][-1][0].startswith("【后续处理】")) == (2, True)
    assert news == {
        "周审": [release(bad, "released", "领取公示审批表")],
        "王芳": [_decision("publish", bad, "released", "公示"), news["王芳"][-1]],
        **duties(drawn, **{bad: "released", good: "signed"}),
    }
    assert await press_about(office, "王芳", "【公示】", bad, "公示") == "已公示"

    done = says("publish.done", number=NUMBER, name=bad, place=text("publish.place", place=CHANNEL))
    assert seen(watch) == {
        "王芳": [_decision("publish", bad, "published", "登记异议", "发现有误，复核更正")],
        GROUP: [done],
        **duties(drawn, **{bad: "published", good: "signed"}),
    }

    html = public_pages(office)
    shown = (bad, code_of(bad), FOUND, "不正常", NUMBER, drawn.commitment, drawn.entropy, drawn.result)
    assert [each for each in shown if each not in html] == []
    hidden = (good, NOTE, PHONE, "冀C-0001", *INSPECTORS, *set(TARGETS) - {bad})
    assert [each for each in hidden if each in html + public_pages(office, "en/*.html")] == []
    files = [path.read_bytes() for path in office.stage.data_dir.glob("public/**/*") if path.is_file()]
    assert [each for each in (NOTE, PHONE, "冀C-0001") if any(each.encode() in data for data in files)] == []
    await build_site(office.stage.service.database, office.stage.data_dir / "built")
    assert content(office.stage.data_dir / "built") == content(office.stage.data_dir / "public")

    path = office.stage.data_dir / "rounds" / NUMBER / "forms" / f"{code_of(bad)}.xlsx"
    cells = [cell for row in load_workbook(path).active.iter_rows(values_only=True) for cell in row if cell]
    words = "\n".join(str(cell) for cell in cells)

    wanted = (bad, code_of(bad), NUMBER, NOTE, "校园安全", "消防通道", "收费公示", FOUND, *drawn.people)
    assert [each for each in wanted if each not in words] == []
    assert [each for each in (PHONE, "冀C-0001") if each in words] == []


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


async def test_receipt_alone_settles_the_entry_and_the_last_one_closes_the_round(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn, bad, good, watch = await signed(office)
    leader, partner = drawn.teams[1]
    await publish(office, bad)
    await publish(office, good)
    watch.news()

    assert await press_about(office, leader, "【平台录入】", bad, "填写平台编号") == "已收到"
    assert watch.news() == {leader: [says("receipt.type", CANCEL, name=bad, shot=text("receipt.shot"))]}
    await office.say(leader, "第一行\n第二行")
    assert watch.news() == {leader: [says("receipt.bad", most=64, shot=text("receipt.shot"))]}
    await office.say(leader, "PT-1")
    assert watch.news() == {leader: [receipt(bad, "PT-1"), says("receipt.taken", name=bad, receipt="PT-1")]}

    # Publication settles nothing: the second entry is still owed and is asked for.
    for _ in range(4):
        await office.stage.pass_working_day()
    reminded = card(office[leader], "【催办】").text
    assert f"（{good}）" in reminded
    assert bad not in reminded
    closed = {"number": NUMBER, "published": 2, "abnormal": 1, "outcomes": 0}
    late = await open_link(office, "后来", await invite(office, "现场监督人员", "后来"))
    await office.press(late.name, "此链接用于绑定", "确认是本人")  # who has watched nothing hears nothing
    monkeypatch.setenv("SHUANGSUIJI_SITE", f"{SITE}/")
    await office.stage.restart_bot()
    watch.news()
    await enter_receipt(office, leader, good, "PT-2")
    news = watch.news()
    assert news[GROUP] == [says("round.closed", number=NUMBER, published=2, outcomes=0)]
    front = (office.stage.data_dir / "public" / "index.html").read_text("utf-8")
    page = (office.stage.data_dir / "public" / f"round-{NUMBER}.html").read_text("utf-8")
    assert say("terms.share", share="20%") in page
    assert (say("round.state.closed") in front, say("round.state.publishing") in front) == (True, False)
    assert news[partner] == duties(drawn, "done", **{bad: "published", good: "published"})[partner]
    assert news["郑观"] == [
        says("observer.closed", **closed, page=text("observer.page", site=SITE, number=NUMBER))
    ]
    assert [words.split("\n")[0] for words, _ in news["王芳"]] == [f"【填写执法检查报告】{NUMBER}"]
    assert set(news) == {leader, partner, GROUP, "郑观", "王芳"}
    await office.stage.tick()  # the board and the reminder are edited to say that all is done
    assert set(watch.news()) == {leader, GROUP}
    for _ in range(4):
        await office.stage.pass_working_day()
    # Nobody owes anything of the round; what was found is still followed up, which is the coordinator's.
    assert set(watch.news()) == {"王芳", "张敏"}
    await office.say("王芳", "/status")
    left = [text("status.unsettled", number=NUMBER, state=text("round.state.closed"), n=1)]
    assert watch.news() == {"王芳": [says("status.board", "查看待我办理的事项", rounds=left)]}

    # What a member of the team still sends is kept, and is part of no record any more.
    await send_photo(office, partner)
    kept = says("material.kept", came=came(office, photos=1), quote="", place="")
    assert watch.news() == {partner: [kept]}

    await next_draw_lowers_the_share_of_a_good_record(office, good)


async def next_draw_lowers_the_share_of_a_good_record(office: Office, good: str) -> None:
    """Nothing is lowered by itself; a press lowers it, another takes that back, and the draw says so."""
    ground = article("第二十八条")
    note = say(
        "draw.note.lower",
        n=1,
        ground=ground,
        lowered="25%",
        part="50%",
        part_ground=DEFAULT,
        least="3%",
        least_ground=article("第十七条"),
    )
    await office.preview()
    check = "发起抽查：请核对"
    assert note in card(office["王芳"], check, office.group).text
    for label in ("信用较好的降低比例", "信用较好的不降低比例", "信用较好的降低比例"):
        await office.press("王芳", check, label, in_group=True)
    name = text("stratum.good_record")
    terms = say("terms.lowered", name=name, share="25%", ground=ground, part_ground=DEFAULT)
    rule = say("conformity.lowered", verdict=text("verdict.ok"), demanded="50%", planned="25%", ground=ground)
    preview = card(office["王芳"], check, office.group).text
    assert [each in preview for each in (terms, rule, note)] == [True, True, False]
    await office.press("王芳", check, "冻结", in_group=True)
    assert terms in card(office["王芳"], "【抽取公告】", office.group).text
    async with office.stage.service.database.reading() as work:
        *_, attempt = await work.attempts.all()
    lowered = [each["name"] for each in attempt.targets if each["stratum"] == "good_record"]
    assert (lowered, attempt.plan["rules"]["floor_bp"]) == ([good], 300)
