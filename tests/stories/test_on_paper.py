"""代录与补签: who has no telephone signs on paper; what is entered is marked, and countersigned."""

from datetime import date

from openpyxl import load_workbook

from bot.domain.duties.on_paper import PaperEntry
from demo.stage import card
from tests.stories.acts import accept, answer, press_about, send_photo, unbind
from tests.stories.ledger import states
from tests.stories.office import TOWN, Office
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import FORM, NUMBER, code_of, drawn_round, say, says
from tests.stories.wording import unit_of as unit_of_target

APPROVERS = ("赵批", "孙批")


async def enter(office: Office, what: str) -> None:
    """Have the coordinator choose what was signed on paper."""
    await office.say("王芳", "/status")
    await office.press("王芳", "【进度】", "代录：")
    await office.press("王芳", "【代录】", what.partition("：")[0])
    await office.press("王芳", "【代录】", what)


async def entries(office: Office) -> list[PaperEntry]:
    async with office.stage.service.database.reading() as work:
        return await work.paper_entries.all()


async def unit_of(office: Office, name: str) -> str:
    async with office.stage.service.database.reading() as work:
        person = await work.people.one(name=name)
        return person.unit if person else ""


async def test_acceptance_is_entered_from_paper_and_countersigned_by_the_approver(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    name = drawn.people[0]
    await unbind(office, name)
    approver = APPROVERS[await unit_of(office, name) != TOWN]

    await enter(office, f"接受任务：{name}")
    await office.say("王芳", "2027-01-01")
    assert office.sees("王芳")[-1].text.startswith("未能识别，或者日期尚未到")
    await office.press("王芳", "【代录】", "今天")
    await office.say("王芳", "他签了")
    assert office.sees("王芳")[-1].text.startswith(say("on_paper.send_picture"))
    assert await entries(office) == []
    watch = Watch(office)
    await send_photo(office, "王芳")

    news = watch.news()
    assert GROUP not in news
    assert set(news) == {"王芳", approver}
    (entry,) = await entries(office)
    assert (entry.state, entry.signed_on) == ("entered", date(2026, 9, 21))
    assert len(entry.sha256) == 64
    async with office.stage.service.database.reading() as work:
        duty = await work.duties.get(entry.subject_id)
        assert duty.state == "acknowledged"
        (owed,) = await work.deadlines.all(kind="countersign")
        assert (owed.person_id, owed.due_on) == (duty.person_id, date(2026, 9, 29))
        last = [row.body for row in await work.journal.all() if "entered_on_behalf" in row.body]
        assert len(last) == 1
    assert await office.press(approver, "【补签】", "补签") == "已补签"
    assert await states(office, "paper_entries") == ["countersigned"]


async def test_picture_that_is_not_awaited_yet_or_any_longer_is_asked_for_again(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    first, second = drawn.people[:2]
    await enter(office, f"接受任务：{first}")
    await send_photo(office, "王芳")
    assert office.sees("王芳")[-1].text.startswith(say("on_paper.no_picture_yet"))
    await office.press("王芳", "【代录】", "今天")
    what = say("on_paper.what.acknowledgement", name=first)
    watch = Watch(office)
    await enter(office, f"接受任务：{second}")
    assert says("on_paper.aside", "继续办理", "取消", what=what) in watch.news()["王芳"]
    await office.say("王芳", "/cancel")

    await send_photo(office, "王芳")
    assert office.sees("王芳")[-1].text.startswith(say("on_paper.take_up_first", what=what))
    assert await entries(office) == []
    await office.press("王芳", f"【代录】{what}", "继续办理")
    await send_photo(office, "王芳")
    assert office.sees("王芳")[-1].text.startswith(
        say("on_paper.kept", number=NUMBER, what=what, names=first)
    )
    assert len(await entries(office)) == 1


async def test_day_of_a_paper_that_was_set_aside_is_corrected_by_its_message(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    name = drawn.people[0]
    await enter(office, f"接受任务：{name}")
    typed = await office["王芳"].says("private", "2026-09-20")
    await office.stage.settle()
    await enter(office, f"接受任务：{drawn.people[1]}")
    await office["王芳"].edits(typed, "2026-09-19")
    await office.stage.settle()
    await send_photo(office, "王芳")
    (entry,) = await entries(office)
    assert entry.signed_on == date(2026, 9, 19)


async def test_what_was_begun_on_a_telephone_does_not_hold_against_the_signed_paper(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    await office.confirm()
    target = next(iter(drawn.targets))
    leader, partner = drawn.teams[drawn.targets[target]]
    await accept(office, leader, partner)
    await office.press(leader, "【检查任务】", f"填报检查：{target}")
    await answer(office, leader, target, "拒绝签字")
    for words in ("负责人外出", "村委会李文书"):
        await office.say(leader, words)
    await answer(office, leader, target, "检查结论")
    await office.press(leader, f"{target} 的检查结论", "已关闭停业")

    await enter(office, f"{FORM}：{target}")
    await office.press("王芳", "【代录】", "今天")
    await office.say("王芳", "1 消防通道堆放杂物")
    await office.press("王芳", "【代录】", "发现问题待后续处理")
    await office.press("王芳", "【代录】", "表上没有陈述、申辩")
    await office.press("王芳", "【代录】", "已签字盖章")
    await send_photo(office, "王芳")
    form = office.stage.data_dir / "rounds" / "SSJ-2026-0001" / "forms" / f"{code_of(target)}.xlsx"
    cells = [str(each.value) for row in load_workbook(form).worksheets[0] for each in row if each.value]
    assert any("消防通道堆放杂物" in each for each in cells)
    assert not any("村委会李文书" in each or "停业" in each for each in cells)


async def test_form_is_entered_for_both_marked_and_loses_its_mark_when_they_countersign(
    office: Office,
) -> None:
    drawn, _ = await drawn_round(office)
    await office.confirm()
    target = next(iter(drawn.targets))
    leader, partner = drawn.teams[drawn.targets[target]]

    await enter(office, f"{FORM}：{target}")
    await office.say("王芳", "2026-09-20")
    await office.say("王芳", "3 没有这一项")
    assert office.sees("王芳")[-1].text.startswith("未能识别。每行应为事项序号（1 至 2")
    await office.say("王芳", "1 消防通道堆放杂物")
    await office.press("王芳", "【代录】", "发现问题待后续处理")
    await office.press("王芳", "【代录】", "表上没有陈述、申辩")
    await office.press("王芳", "【代录】", "已签字盖章")
    await send_photo(office, "王芳")

    form = office.stage.data_dir / "rounds" / "SSJ-2026-0001" / "forms" / f"{code_of(target)}.xlsx"
    cells = [str(each.value) for row in load_workbook(form).worksheets[0] for each in row if each.value]
    assert sum("代录，待本人补签" in each for each in cells) >= 1
    assert any("消防通道堆放杂物" in each for each in cells)
    async with office.stage.service.database.reading() as work:
        inspection = await work.inspections.one(state="signed")
        assert inspection is not None
        assert inspection.visited_on == date(2026, 9, 20)
        (entry,) = await work.deadlines.all(kind="entry")
        assert entry.started_on == date(2026, 9, 20)
        people = [(await work.people.get(each.person_id)).name for each in await work.signatures.all()]
        assert sorted(people) == sorted([leader, partner])
        assert all(each.entered_by for each in await work.signatures.all())
    for name in (leader, partner):
        assert f"{FORM}：{target}" in card(office[name], "【补签】").text

    await office.press(leader, "【补签】", "补签")
    await office.press(partner, "【补签】", "与事实不符")
    await office.say(partner, "第 2 项当日也不正常")
    for name in ("张敏", "王芳"):
        assert "第 2 项当日也不正常" in [m.text for m in office.sees(name) if "【代录不符】" in m.text][-1]
    refused = await press_about(office, "周审", "【审核】", target, "审核通过")
    assert refused == say("on_paper.disputed_release")
    cells = [str(each.value) for row in load_workbook(form).worksheets[0] for each in row if each.value]
    assert any(f"{leader}（代录，本人已补签）" in each for each in cells)
    assert any(f"{partner}（代录，待本人补签）" in each for each in cells)
    await correct(office, target)
    cells = [str(each.value) for row in load_workbook(form).worksheets[0] for each in row if each.value]
    assert sum("代录，待本人补签" in each for each in cells) >= 1
    assert any("消防通道堆放杂物；收费" in each or "收费公示牌破损" in each for each in cells)
    async with office.stage.service.database.reading() as work:
        bodies = [row.body for row in await work.journal.all()]
        inspection = await work.inspections.one(state="signed")
        assert inspection is not None
        assert (inspection.version, inspection.visited_on) == (2, date(2026, 9, 19))
        owed = [each.state.value for each in await work.deadlines.all(kind="release")]
        assert owed == ["cancelled", "open"]
    assert not any("消防" in body or "第 2 项" in body for body in bodies)

    await dispute_late(office, target, leader, partner)


async def dispute_late(office: Office, target: str, leader: str, partner: str) -> None:
    """Both are to countersign the new version; once it is released it is not entered a third time."""
    assert await office.press(leader, "【补签】", "补签") == "已补签"
    assert [(each.state.value, each.version) for each in await entries(office)] == [
        *[("corrected", 1)] * 2,
        ("countersigned", 2),
        ("entered", 2),
    ]
    assert await press_about(office, "周审", "【审核】", target, "审核通过") != say(
        "on_paper.disputed_release"
    )
    await office.press(partner, "【补签】", "与事实不符")
    await office.say(partner, "第 2 项应为消防器材过期")
    late = card(office["王芳"], "【代录不符】")
    assert "已经审核，不能再按代录更正" in late.text
    assert [each.label for each in late.each_button()] == []


async def correct(office: Office, target: str) -> None:
    """The reminder bears the button by which the coordinator enters the paper again."""
    for _ in range(3):
        await office.stage.pass_working_day()
    assert say("deadline.paper_correction") in card(office["王芳"], "【催办】").text
    await office.press("王芳", "【催办】", "更正代录")
    await office.say("王芳", "2026-09-19")
    await office.say("王芳", "1 消防通道堆放杂物\n2 收费公示牌破损")
    await office.press("王芳", "【代录】", "发现问题待后续处理")
    await office.press("王芳", "【代录】", "表上没有陈述、申辩")
    await office.press("王芳", "【代录】", "已签字盖章")
    await send_photo(office, "王芳")
    assert say("on_paper.what.result", name=target) in office.sees("王芳")[-1].text
    assert await states(office, "paper_entries") == ["corrected", "corrected", "entered", "entered"]


async def test_only_the_coordinator_of_the_round_enters_and_only_the_signer_countersigns(
    office: Office,
) -> None:
    drawn, _ = await drawn_round(office)
    name, other = drawn.people[:2]
    await enter(office, f"接受任务：{name}")
    await office.press("王芳", "【代录】", "今天")
    await send_photo(office, "王芳")
    entry = card(office[name], "【补签】")
    data = entry.buttons[0][0].data or ""

    foreign = [office[each].presses_raw(entry, data) for each in (other, "王芳")]
    await office.stage.settle()

    assert {(await each).text for each in foreign} == {say("denied.button")}
    await office.say("周审", "/status")
    labels = [each.label for each in office.sees("周审")[-1].each_button()]
    assert not any(label.startswith("代录") for label in labels)
    assert await states(office, "paper_entries") == ["entered"]


async def test_a_request_on_paper_is_put_to_the_approver_marked_and_countersigned(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    name = drawn.people[0]
    approver = APPROVERS[await unit_of(office, name) != TOWN]

    await enter(office, f"回避申请：{name}")
    await office.press("王芳", "【代录】", "今天")
    await office.press("王芳", "请选择需要回避的检查对象", "本批次全部任务")
    await office.press("王芳", "请选择回避事由", "涉及配偶、近亲属等的利害关系")
    await office.say("王芳", "配偶在该校任教")
    assert "请发送签字纸质材料的照片或扫描件" in card(office["王芳"], "【代录】").text
    assert await states(office, "requests") == []
    await send_photo(office, "王芳")

    asked = card(office[approver], "【回避审批】").text
    assert say("request.origin.paper", by="王芳") in asked
    assert "配偶在该校任教" in asked
    signed = card(office[name], "【补签】").text
    assert f"回避申请：{name}（本批次全部任务；涉及配偶、近亲属等的利害关系）" in signed
    assert "配偶" not in "".join(each.text for each in office.group.screen())
    (entry,) = await entries(office)
    async with office.stage.service.database.reading() as work:
        request = await work.requests.get(entry.subject_id)
        assert (request.origin, request.raised_by, request.state) == ("paper", entry.entered_by, "asked")
    await office.press(name, "【补签】", "与事实不符")
    await office.say(name, "我只申请回避其中一家")
    for told in ("张敏", "王芳", approver):
        assert "我只申请回避其中一家" in card(office[told], "【代录不符】").text
    await office.press(name, "【检查任务】", "撤回回避申请")
    assert await states(office, "requests") == ["withdrawn"]

    # One target, no word beyond the reason; the approver decides as of any request.
    target = drawn.of(drawn.team_of(name))[0]
    await enter(office, f"更换申请：{name}")
    await office.say("王芳", "2026-09-20")
    await office.press("王芳", "请选择需要更换人员的检查对象", target)
    await office.press("王芳", "请选择更换事由", "因病")
    await office.press("王芳", "请按纸质申请写明的情况", "申请上没有另写说明")
    await send_photo(office, "王芳")
    await office.press(approver, "【更换审批】", "同意")
    await office.press(name, "【补签】", "补签")
    assert sorted(await states(office, "paper_entries")) == ["countersigned", "disputed"]
    assert (await states(office, "requests"))[1] in ("approved", "filed")


async def test_a_list_signed_on_paper_confirms_its_targets_and_drops_what_it_says(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    async with office.stage.service.database.reading() as work:
        (admin,) = [
            await work.people.get(each.person_id)
            for each in await work.grants.all(role="list_administrator")
            if each.unit == TOWN
        ]
    mine = [target for target in drawn.targets if unit_of_target(target) == TOWN]
    await enter(office, f"比对和确认：{admin.name}")
    await office.press("王芳", "【代录】", "今天")
    asked = card(office["王芳"], "【代录】").text
    order = sorted(mine, key=asked.index)
    await office.say("王芳", "1 停业")
    assert office.sees("王芳")[-1].text.startswith("未能识别。每行应为序号")
    await office.say("王芳", "1 停业 三月起停办，电话核实")
    await send_photo(office, "王芳")

    shown = card(office[admin.name], "【比对和确认】").text
    assert f"{order[0]}" in shown
    async with office.stage.service.database.reading() as work:
        inspections = {
            (await work.targets.get(each.target_id)).name: each for each in await work.inspections.all()
        }
        owed = [each.state.value for each in await work.deadlines.all(kind="confirmation", unit=TOWN)]
    assert inspections[order[0]].outcome == "closed"
    assert {inspections[each].state.value for each in order[1:]} <= {"confirmed"}
    assert {inspections[each].state.value for each in drawn.targets if each not in mine} == {"drawn"}
    assert owed == ["settled"]
    assert f"比对和确认：{admin.name}" in card(office[admin.name], "【补签】").text
    await office.press(admin.name, "【补签】", "与事实不符")
    await office.say(admin.name, "我在名单上写的是迁址")
    assert "由专业管理人员在比对和确认卡上更改" in card(office["王芳"], "【代录不符】").text
    assert await states(office, "paper_entries") == ["disputed"]
