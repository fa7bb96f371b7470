"""On site: two arrive by their accounts, the licence is shown, the target is heard, and what it comes to."""

from openpyxl import load_workbook

from demo.pictures import photo
from demo.stage import card
from tests.stories.acts import accept, answer, begun, on_site, press_about, publish, result_card
from tests.stories.office import Office
from tests.stories.papers import papers, printed
from tests.stories.watch import Watch
from tests.stories.wording import Drawn, code_of, drawn_round, say


async def _began(office: Office) -> tuple[Drawn, str, str, str]:
    drawn, _ = await drawn_round(office)
    leader, partner = drawn.teams[1]
    await office.confirm()
    await accept(office, leader, partner)
    target = drawn.of(1)[0]
    await office.press(leader, "【检查任务】", f"填报检查：{target}")
    return drawn, leader, partner, target


def _site(office: Office, name: str, target: str) -> list[str]:
    """Return what the card says of the steps on site, without the times."""
    words = result_card(office, name, target).text
    lines = words[words.index("\n到场：") + 1 : words.index("\n检查对象签字")].split("\n")
    return [line.split("（2026")[0] for line in lines]


def _lacks(office: Office, name: str, target: str) -> list[str]:
    words = result_card(office, name, target).text
    return words.split("尚缺：\n")[1].split("\n\n")[0].split("\n")


async def test_nobody_inspects_alone_and_the_form_says_who_was_there(office: Office) -> None:
    _, leader, partner, target = await _began(office)
    alone = "两名检查人员到场（现有 1 人，须各以本人账号按“我已到场”）"
    await answer(office, leader, target, "我已到场")
    assert _site(office, leader, target)[-1] == "检查结论：待各事项填齐"
    await answer(office, leader, target, "其余事项全部正常")
    await office.stage.presses(office[leader], result_card(office, leader, target), "已签字盖章")
    assert _lacks(office, leader, target) == [
        alone,
        say("result.missing.shown"),
        "向检查对象反馈检查结果（按“已向对方反馈结果”）",
        "签字盖章的联合抽查表的照片（不能拍照的，用文字写明原因）",
    ]
    # Words on why there is no picture yet will do; only one message answers, the next is asked about again.
    await office.say(leader, "手机进水，回局后补拍")
    assert (
        "签字盖章的联合抽查表：\n　　说明：手机进水，回局后补拍\n" in result_card(office, leader, target).text
    )
    await office.say(leader, "稍等")
    await office.press(leader, "【材料待归类】", "不写入记录")
    await office[leader].sends_photo("private", photo() + b"form")
    await office.stage.settle()
    await office.press(leader, "【材料待归类】", "签字的联合抽查表")
    assert "　　说明：手机进水，回局后补拍\n　　照片 1 张\n" in result_card(office, leader, target).text
    assert "我已到场" not in [each.label for each in result_card(office, leader, target).each_button()]

    # The partner arrives by his own account; the leader cannot press for him a second time.
    await on_site(office, target, leader=partner)
    await answer(office, leader, target, "已向对方反馈结果", "记录对方陈述")
    await office.say(leader, "校长称公示牌正在制作")
    # It stands above the target's signature on the form: the target signs that too.
    assert _lacks(office, leader, target) == [say("result.missing.signature_again")]
    await answer(office, leader, target, "已签字盖章")
    assert _lacks(office, leader, target) == ["无，可以提交"]
    assert _site(office, leader, target) == [
        f"到场：{leader}",
        f"出示执法证件、告知权利：{partner}",
        f"向检查对象反馈结果：{leader}",
        "对方陈述：校长称公示牌正在制作",
        "检查方式：实地核查",
        "检查结论：未发现问题",
    ]
    first = result_card(office, leader, target).text
    assert first.count("到场：") == 1
    assert f"、{partner}（2026" in first

    await answer(office, leader, target, "检查方式")
    await office.press(leader, f"{target} 的检查方式", "利用其他行政部门的检查结果")
    await _name_source_of_report(office, leader, target)
    source = "其他机关的结论：县消防救援大队，消监〔2026〕18 号，9 月 18 日"
    assert f"　　文件 1 件\n　　{source}\n" in result_card(office, leader, target).text
    await _name_further_sources(office, leader, target)
    await answer(office, leader, target, "提交记录")
    assert "对方陈述：校长称公示牌正在制作" in card(office[partner], "【共同签字】").text
    assert await office.press(partner, "【共同签字】", "签字确认") == "已签字"
    form = office.stage.data_dir / "rounds" / "SSJ-2026-0001" / "forms" / f"{code_of(target)}.xlsx"
    cells = [str(each.value) for row in load_workbook(form).worksheets[0] for each in row if each.value]
    assert "利用其他行政部门的检查结果" in cells
    assert any(f"\n{source}\n" in each for each in cells)
    assert any(each.startswith("到场：") and "校长称公示牌正在制作" in each for each in cells)
    await publish(office, target)
    pages = [each.read_text("utf-8") for each in (office.stage.data_dir / "public").rglob("*.html")]
    assert pages
    assert not any("校长称" in page or "消防大队" in page or "消防救援" in page for page in pages)


async def _name_source_of_report(office: Office, leader: str, target: str) -> None:
    """What another authority has found is nothing to submit before it is there, and its source named."""
    report, source = say("result.missing.report"), say("result.missing.source")
    assert _lacks(office, leader, target) == [report, source]
    await office[leader].sends_file("private", "消防.pdf", b"report", "消防大队 9 月 18 日检查结论")
    await office.stage.settle()
    await press_about(office, leader, "【材料待归类】", "消防大队", "整次检查")
    assert _lacks(office, leader, target) == [source]
    assert "提交记录" not in [each.label for each in result_card(office, leader, target).each_button()]
    await press_about(office, leader, "【材料回执】", target, "注明来源")
    await office.press(leader, "这件材料是谁出具的", "其他机关")
    await office.say(leader, "县消防救援大队，消监〔2026〕18 号，9 月 18 日")
    assert _lacks(office, leader, target) == ["无，可以提交"]


async def _name_further_sources(office: Office, leader: str, target: str) -> None:
    """A specialist's word and a laboratory's report name their sources too."""
    for file, kind, by, stands in (
        ("水样.pdf", "检验检测机构", "县疾控中心，水检 2026-88，9 月 19 日", "检验检测报告"),
        ("结构.pdf", "专业人员", "李工，县建筑设计院，9 月 19 日", "专业人员意见"),
    ):
        await office[leader].sends_file("private", file, file.encode(), file)
        await office.stage.settle()
        await press_about(office, leader, "【材料待归类】", file, "整次检查")
        await press_about(office, leader, "【材料回执】", file, "注明来源")
        await office.press(leader, "这件材料是谁出具的", kind)
        await office.say(leader, by)
        assert f"{stands}：{by}\n" in result_card(office, leader, target).text


async def test_a_school_that_is_closed_gets_its_outcome_and_no_item_is_normal(office: Office) -> None:
    _, leader, partner, target = await _began(office)
    await answer(office, leader, target, "1 正常", "检查结论")
    await office.press(leader, f"{target} 的检查结论", "已关闭停业")
    assert _lacks(office, leader, target) == [
        "两名检查人员到场（现有 0 人，须各以本人账号按“我已到场”）",
        "未能检查的文字说明和照片（归入“整次检查”）",
    ]
    for name in (leader, partner):
        if name == partner:
            await office.press(partner, "【检查任务】", f"填报检查：{target}")
        await answer(office, name, target, "我已到场")
    await office[leader].sends_photo("private", photo(), "大门紧锁，门卫称 8 月停办")
    await office.stage.settle()
    assert "\n已归入整次检查，不属于某一项。" in office.sees(leader)[-1].text  # of which item is not asked
    assert _lacks(office, leader, target) == ["无，可以提交"]
    await answer(office, leader, target, "提交记录")
    await office.press(partner, "【共同签字】", "签字确认")
    assert "结论：已关闭停业或者正在组织清算" in card(office["周审"], "【审核】").text
    assert "大门紧锁" in card(office["周审"], "【审核】").text
    await publish(office, target)

    async with office.stage.service.database.reading() as work:
        (published,) = await work.publications.all()
    assert (published.conclusion, published.findings) == ("closed", [])
    await office.say("王芳", f"/query {target}")
    assert "已关闭停业或者正在组织清算" in office.sees("王芳")[-1].text


async def test_a_refusal_has_its_reason_and_its_witness_or_says_that_there_was_none(office: Office) -> None:
    _, leader, partner, target = await _began(office)
    await on_site(office, target, leader, partner)
    await answer(office, leader, target, "其余事项全部正常", "拒绝签字")
    await office.say(leader, "负责人外出")
    assert _lacks(office, leader, target) == [say("result.missing.witness")]
    await office.press(leader, "请发送见证人的姓名和身份", "没有见证人")
    assert (
        "\n检查对象签字：拒绝签字（没有见证人），理由：负责人外出\n"
        in result_card(office, leader, target).text
    )

    await answer(office, leader, target, "拒绝签字")
    await office.say(leader, "负责人外出")
    await office.say(leader, "村委会李文书")
    assert "拒绝签字（见证人：村委会李文书），理由：负责人外出\n" in result_card(office, leader, target).text
    (record,) = await papers(office, "site_record", target)
    words = printed(record)
    assert "村委会李文书　单位：" in words
    assert "执法检查表：拒绝签字，理由：负责人外出\n见证人签名：" in words.replace(
        record.form_name, "执法检查表"
    )
    assert ("情况如下" in words, "未能逐项检查" in words) == (True, False)
    await answer(office, leader, target, "已签字盖章")
    assert "\n检查对象签字：已签字盖章\n" in result_card(office, leader, target).text
    # Who is not on the team has no part in it, and after the submission nothing is pressed any more.
    data = result_card(office, leader, target).buttons[0][0].data or ""
    stranger = office["周审"].presses_raw(result_card(office, leader, target), data)
    await office.stage.settle()
    assert (await stranger).text == say("denied.button")


async def test_card_that_was_left_far_above_is_sent_anew(office: Office) -> None:
    _, leader, _, target = await begun(office)
    await answer(office, leader, target, "1 正常")
    await office.say(leader, "第 1 项 已查看")
    above, watch = result_card(office, leader, target), Watch(office)
    await office.press(leader, "【检查任务】", f"填报检查：{target}")
    news = watch.news()
    ((shown, _),) = news[leader]
    assert (set(news), shown.split("\n")[4]) == ({leader}, "1. 校园安全：正常")
    assert office.sees(leader)[-1].id != above.id
    await answer(office, leader, target, "2 正常")  # from now on this one is edited
    assert "2. 收费行为：正常" in office.sees(leader)[-1].text
