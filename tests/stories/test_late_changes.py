"""What changes between one step and the next: registers, people out of reach, submitted records."""

from bot.domain.deadlines import DeadlineState
from demo.stage import card
from playground import PersonDriver
from tests.storage.workbooks.workbook_files import xlsx
from tests.stories.attempts import NUMBER, attempts, faults_of
from tests.stories.office import TARGETS, TOWN, Office
from tests.stories.wording import LEAD_OFFICE, LIST_ADMINISTRATOR

DUTY = "【检查任务】"


async def leader_of(office: Office) -> tuple[PersonDriver, PersonDriver]:
    """Return leader and partner of the team that has a target of the town to inspect."""
    await office.draw()
    await office.confirm()
    for person in office.drawn():
        text = card(person, DUTY).text
        if "您是组长" in text:
            partner = text.split("同组 ")[1].split("；")[0]
            return person, office[partner]
    raise LookupError("nobody leads")


async def fill_in(office: Office, leader: PersonDriver, partner: PersonDriver) -> None:
    for person in (partner, leader):
        await office.press(person, DUTY, "填报检查")
        await office.press(person, "【联合抽查表】", "我已到场")
    await office.press(leader, "【联合抽查表】", "已出示执法证件")
    await office.press(leader, "【联合抽查表】", "其余事项全部正常")
    await office.press(leader, "【联合抽查表】", "确认：以上均正常")
    await office.press(leader, "【联合抽查表】", "已向对方反馈结果")
    await office.press(leader, "【联合抽查表】", "已签字盖章")
    await office.say(leader, "手机没电，原件带回")
    await office.press(leader, "【联合抽查表】", "提交记录")


async def test_register_that_changes_after_the_preview_is_shown_again_before_it_is_frozen(
    office: Office,
) -> None:
    await office.preview()
    async with office.stage.service.database.writing() as work:
        target = await work.targets.get(1)
        await work.targets.change(target, is_active=False)

    toast = await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)

    assert toast == "名录库刚刚有变化，请按更新后的内容重新核对再冻结"
    assert "共 5 家" in card(office["王芳"], "发起抽查：请核对", office.group).text
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
    assert "名录库 5 家" in card(office["王芳"], "【抽取公告】", office.group).text


async def test_import_after_the_freeze_counts_from_the_next_one_and_says_so(office: Office) -> None:
    await office.freeze("100%")
    heading = ["编号", "统一社会信用代码", "单位名称", "类别", "所属单位"]
    rows = [
        [f"N{n:05d}", f"12130620MB{n:06d}AB", f"{name}（改名）", "公办初级中学", TOWN]
        for n, name in enumerate(TARGETS[:5], start=1)
    ]
    await office["王芳"].sends_file("private", "名录.xlsx", xlsx({"检查对象": [heading, *rows]}))
    await office.stage.settle()
    await office.press("王芳", "已读取 名录.xlsx", "确认保存")
    saved = card(office["王芳"], "已保存").text
    assert f"{NUMBER} 的名录已经封存，不受本次导入影响；改动从下一次冻结起生效。" in saved
    await office.press("王芳", NUMBER, "开始掷骰", in_group=True)

    (drawn,) = await attempts(office)
    assert [each["id"] for each in drawn.targets] == [f"N{n:05d}" for n in range(1, 7)]
    assert (len((drawn.result or {})["picked"]), faults_of(office)) == (6, [])
    await office.confirm()
    await office.preview()
    assert "共 5 家" in card(office["王芳"], "发起抽查：请核对", office.group).text


async def test_pools_that_were_touched_after_the_freeze_are_not_drawn_from(office: Office) -> None:
    await office.freeze()
    (attempt,) = await attempts(office)
    forged = [{**attempt.targets[0], "eligible": False, "why": "closed"}, *attempt.targets[1:]]
    async with office.stage.service.database.writing() as work:
        await work.attempts.change(attempt, targets=forged)
    toast = await office.press("王芳", NUMBER, "开始掷骰", in_group=True)

    assert toast.startswith(f"{NUMBER} 封存后，保存的名录或方案被改动，与封存码不符")
    assert [each.dice for each in office.group.screen() if each.dice is not None] == []
    # Put back: every story's journal is replayed at its end, and would find the forgery.
    async with office.stage.service.database.writing() as work:
        await work.attempts.change(attempt, targets=attempt.targets)


async def test_recusal_after_submission_leaves_the_record_with_those_who_made_it(office: Office) -> None:
    leader, partner = await leader_of(office)
    await office.press(partner, DUTY, "申请回避")
    await office.press(partner, "请选择需要回避的检查对象", "本批次全部任务")
    await office.press(partner, "请选择回避事由", "涉及本人")
    await office.press(partner, "请用一句话说明情况", "不另说明")
    while any(label.startswith("填报检查") for row in card(leader, DUTY).labels for label in row):
        await fill_in(office, leader, partner)

    approver = next(
        name for name in ("赵批", "孙批") if any(m.text.startswith("【回避审批】") for m in office.sees(name))
    )
    toast = await office.press(approver, "【回避审批】", "同意回避")

    assert toast == "该项检查记录已经提交，不能再换人。请答复申请人：检查已经完成。"
    assert partner in office.drawn()
    await office.press(partner, "【共同签字】", "签字确认")
    assert "状态：已签字，待审核" in card(partner, "【共同签字】").text


async def test_entry_is_owed_by_whoever_leads_now(office: Office) -> None:
    leader, partner = await leader_of(office)
    await office.press(leader, DUTY, "填报检查")
    await office.press(leader, DUTY, "申请回避")
    await office.press(leader, "请选择需要回避的检查对象", "本批次全部任务")
    await office.press(leader, "请选择回避事由", "涉及本人")
    await office.press(leader, "请用一句话说明情况", "不另说明")
    approver = next(
        name for name in ("赵批", "孙批") if any(m.text.startswith("【回避审批】") for m in office.sees(name))
    )
    await office.press(approver, "【回避审批】", "同意回避")

    left = next(each for each in leader.screen() if "您不再负责该对象的检查" in each.text)
    assert (left.buttons, left.text.startswith("【检查记录】SSJ-2026-0001\n检查对象：")) == ([], True)
    async with office.stage.service.database.reading() as work:
        (owed,) = await work.deadlines.all(kind="entry", state=DeadlineState.OPEN)
        holder = await work.people.get(owed.person_id or 0)
    assert holder.name == partner.name
    assert "您是组长" in card(partner, DUTY).text


async def test_refused_applicant_owes_his_answer_again(office: Office) -> None:
    await office.draw()
    person = office.drawn()[0]
    await office.press(person, DUTY, "申请回避")
    await office.press(person, "请选择需要回避的检查对象", "本批次全部任务")
    await office.press(person, "请选择回避事由", "其他")
    await office.press(person, "请用一句话说明情况", "不另说明")
    await office.stage.pass_working_day()
    approver = next(
        name for name in ("赵批", "孙批") if any(m.text.startswith("【回避审批】") for m in office.sees(name))
    )
    await office.press(approver, "【回避审批】", "不同意")
    await office.press(approver, "请选择不同意的理由", "所述情形不属于")

    assert "2026年9月23日（周三） 24:00" in card(person, DUTY).text
    await office.press(person, DUTY, "接受任务")
    assert "状态：已接受" in card(person, DUTY).text


async def test_unbound_administrator_is_stood_in_for(office: Office) -> None:
    async with office.stage.service.database.writing() as work:
        person = await work.people.one(name="钱核", unit=TOWN)
        assert person is not None
        await work.people.change(person, account_id=None)

    await office.draw(share="100%")

    assert (
        f"该单位没有{LIST_ADMINISTRATOR}，由{LEAD_OFFICE}代为确认。"
        in card(office["张敏"], "【比对和确认】").text
    )


async def test_person_who_unblocks_the_bot_is_shown_his_duty(office: Office) -> None:
    for person in office.inspectors:
        person.blocks_bot()
    await office.stage.settle()
    await office.draw()
    assert office.drawn() == []

    for person in office.inspectors:
        person.unblocks_bot()
    await office.stage.settle()

    assert len(office.drawn()) == 4
