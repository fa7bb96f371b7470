"""年度上限: how often a school may be drawn in a year, and who may agree to more."""

from datetime import date
from pathlib import Path

from bot.app.cap_check import WrongReason, wrong_reasons
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.people import Grant, Role
from bot.domain.rounds import Round, RoundState
from bot.domain.texts import text
from bot.regulations import load_profile
from demo.stage import card
from tests.stories.acts import public_pages
from tests.stories.attempts import freeze_again
from tests.stories.office import PROFILE, Office, running_office, under
from tests.stories.papers import approvals, paper_sent
from tests.stories.test_draw_terms import group_text, press, reply
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import BACK, LEAD_OFFICE, article, say, says

CAPPED = "SSJ-2026-0093"
"""The round that is drawn after those that have filled the cap."""
CAP = {"cap": 2, "ground": article("第十七条")}


async def cap_two(office: Office, schools: tuple[int, ...] = (1, 2), *, is_told: bool = True) -> None:
    """Let two schools have been drawn and visited twice this year, as the journal tells, or does not."""
    async with office.stage.service.database.writing() as work:
        act = office.stage.service.desk.bot_act(work)
        for n in (1, 2):
            opened = await work.rounds.add(
                Round(
                    number=f"SSJ-2026-{n + 90:04d}",
                    state=RoundState.CLOSED,
                    profile="quyang-education-2023",
                    scope="",
                    share_bp=300,
                    team_count=1,
                    reason="",
                    item_list_id=1,
                    coordinator_id=2,
                    chat_id=1,
                )
            )
            for target_id in schools:
                visited = await work.inspections.add(
                    Inspection(
                        round_id=opened.id,
                        target_id=target_id,
                        target_key=f"N{target_id:05d}",
                        team=1,
                        state=InspectionState.PUBLISHED,
                    )
                )
                if is_told:
                    await act.record("visited", inspection=visited.id, on=act.today.isoformat())


async def test_reason_that_the_journal_does_not_bear_out_is_found(tmp_path: Path) -> None:
    async with running_office(tmp_path, PROFILE) as office:
        await cap_two(office, is_told=False)
        await office.freeze()
        database = office.stage.service.database
        async with database.reading() as work:
            (frozen,) = await work.journal.all(event="draw_frozen")
        assert await wrong_reasons(database) == [
            WrongReason(frozen.id, "第一中学"),
            WrongReason(frozen.id, "第二中学"),
        ]
        async with database.writing() as work:
            (attempt,) = await work.attempts.all()
            free = [{**each, "eligible": True, "why": ""} for each in attempt.targets]
            await work.attempts.change(attempt, targets=free)
        assert await wrong_reasons(database) == [WrongReason(frozen.id)]


async def test_cap_in_principle_is_passed_by_two_persons_and_published(office: Office) -> None:
    await cap_two(office)
    await office.preview("100%", "2 组")
    assert "本年度抽查次数已满的检查对象 2 家" in group_text(office, "发起抽查：请核对")
    watch = Watch(office)

    await press(office, "申请突破次数上限", "发起抽查：请核对")
    assert watch.news() == {GROUP: [says("deviation.ask_reason", *BACK, n=2, **CAP)]}
    await reply(office, "两校食堂投诉集中")
    until = date(2026, 9, 29)
    request = says(
        "deviation.card",
        "同意",
        "不同意",
        name="王芳",
        n=2,
        names="第一中学、第二中学",
        reason="两校食堂投诉集中",
        until=until,
        **CAP,
    )
    news = watch.news()
    assert news["张敏"] == [request]
    assert says("deviation.asked", n=2, until=until) in news[GROUP]
    assert f"等待{LEAD_OFFICE}决定" in group_text(office, "发起抽查：请核对")

    assert await office.press("张敏", "【突破次数上限审批】", "同意") == "已收到"
    async with office.stage.service.database.reading() as work:
        owed = [(each.state.value, each.role) for each in await work.deadlines.all(kind="deviation")]
    assert owed == [("settled", Role.LEAD_OFFICE)]
    agreed = says("deviation.approved", n=2, ground=article("第十七条"))
    news = watch.news()
    assert (news["张敏"], news[GROUP][-1]) == ([agreed], agreed) or agreed in news[GROUP]
    preview = group_text(office, "发起抽查：请核对")
    assert (
        "［偏离，公布理由］同一对象全年次数：不超过 2，连同本次最多 3（曲教体字〔2023〕25号第十七条）"
        in preview
    )
    watch.news()
    await press(office, "冻结", "发起抽查：请核对")
    handed = says("approval.form", number=CAPPED, title=text("approval.title.deviation"))
    news = watch.news()
    assert (news["张敏"], news["王芳"]) == ([handed], [handed])
    paper = paper_sent(office, "王芳")
    wanted = ("超出年度抽查次数审批表", "第一中学、第二中学", "两校食堂投诉集中", "同意。（张敏，")
    assert [each in paper for each in wanted] == [True] * len(wanted)
    reason = say("terms.over_cap", n=2, reason="两校食堂投诉集中", **CAP)
    assert f"\n{reason}\n" in group_text(office, "【抽取公告】")
    await press(office, "开始掷骰", "SSJ-2026-")
    page = public_pages(office)
    assert reason in page
    assert (
        len(group_text(office, "【抽取结果】").split("\n1. ")[1].split("检查组：")[0].strip().split("\n"))
        == 6
    )
    async with office.stage.service.database.reading() as work:
        number = (await work.rounds.all())[-1].number
    ((_, form),) = await approvals(office, number)
    facts = {each.label: each.text for each in form.facts}
    assert (facts["对象"], facts["事由"], facts["申请人"]) == (
        "第一中学、第二中学",
        "两校食堂投诉集中",
        "王芳",
    )
    assert form.boxes[0].opinion.startswith("同意。（张敏，")


async def test_cap_that_only_the_redraw_passes_has_its_form_once(office: Office) -> None:
    await cap_two(office)
    await office.preview("100%", "2 组")
    await press(office, "冻结", "发起抽查：请核对")
    await abort_attempt(office)
    await office.press("王芳", "【抽取未成立】", "重新抽取", in_group=True)
    await press(office, "申请突破次数上限", "发起抽查：请核对")
    await reply(office, "两校食堂投诉集中")
    await office.press("张敏", "【突破次数上限审批】", "同意")
    watch = Watch(office)

    await press(office, "冻结", "发起抽查：请核对")
    handed = says("approval.form", number=CAPPED, title=text("approval.title.deviation"))
    assert watch.news()["张敏"] == [handed]
    assert [form.title for _, form in await approvals(office, CAPPED)] == [
        say("approval.title.deviation"),
        say("approval.title.abort"),
    ]
    await abort_attempt(office)
    watch.news()
    await freeze_again(office)
    assert "张敏" not in watch.news()


async def abort_attempt(office: Office) -> None:
    """End the attempt before its draw, with the lead office's consent."""
    await office.press("王芳", CAPPED, "申请中止", in_group=True)
    await office.press("王芳", CAPPED, "等待超时", in_group=True)
    await office.press("张敏", "【抽取中止审批】", "同意中止")


async def test_cap_is_not_passed_by_one_person_nor_without_agreement(office: Office) -> None:
    await cap_two(office)
    async with office.stage.service.database.writing() as work:
        coordinator = await work.people.one(name="王芳")
        assert coordinator is not None
        await work.grants.add(Grant(person_id=coordinator.id, role=Role.LEAD_OFFICE))
    await office.preview("100%", "2 组")
    await press(office, "申请突破次数上限", "发起抽查：请核对")
    await reply(office, "投诉集中")
    assert [m for m in office.sees("王芳") if m.text.startswith("【突破次数上限审批】")] == []
    await office.press("张敏", "【突破次数上限审批】", "不同意")
    assert say("deviation.declined", n=2, ground=article("第十七条")) in group_text(
        office, f"{LEAD_OFFICE}未同意"
    )
    await press(office, "冻结", "发起抽查：请核对")
    assert "上限" not in group_text(office, "【抽取公告】")


@under("ordos-education-sport")
async def test_absolute_cap_has_no_button(office: Office) -> None:
    await cap_two(office)
    await office.preview("100%", "2 组")
    labels = [each.label for each in card(office["王芳"], "发起抽查：请核对", office.group).each_button()]
    assert labels == ["冻结并公布封存码", "更改随机方式", "保密抽取", "返回上一步", "取消"]


@under("ordos-education-sport")
async def test_nobody_is_kept_out_by_being_drawn_and_struck_off_without_a_visit(office: Office) -> None:
    await cap_two(office, (1, 2))
    async with office.stage.service.database.writing() as work:
        for each, day in zip(
            await work.inspections.all(target_id=(1, 2)), (None, date(2026, 3, 2)) * 2, strict=True
        ):
            await work.inspections.change(each, state=InspectionState.NOT_INSPECTABLE, visited_on=day)
    await office.preview("100%", "2 组")
    shown = card(office["王芳"], "发起抽查：请核对", office.group).text
    assert "抽取 5 家" in shown  # the first was never visited, the second twice


async def refusal_of_capped(office: Office) -> str:
    """Return what the coordinator reads who draws from six schools that all stand at the cap."""
    await cap_two(office, (1, 2, 3, 4, 5, 6))
    await office.begin_draw()
    await press(office, "公办初级中学")
    return await press(office, "50%")


@under("ordos-education-sport")
async def test_scope_at_the_absolute_cap_is_refused_by_its_article(office: Office) -> None:
    ground = text(
        "ground.article", instrument=f"《{load_profile('ordos-education-sport').title}》", article="第九条"
    )
    assert await refusal_of_capped(office) == say("draw.all_capped", n=6, times=2, ground=ground)


async def test_scope_at_a_cap_in_principle_is_told_where_to_ask_beyond_it(office: Office) -> None:
    said = say("draw.all_capped_in_principle", n=6, times=2, ground=CAP["ground"])
    assert await refusal_of_capped(office) == said
