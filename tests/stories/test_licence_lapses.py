"""An expired licence is none: not at the freeze, and not while somebody sits on a team."""

from datetime import date

from bot.domain.draw.verification import verify
from demo.stage import card
from tests.stories.ledger import ledger
from tests.stories.office import INSPECTORS, Office
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import NUMBER, drawn_round, read_result, say

EXPIRES = date(2026, 9, 21)


async def licence(office: Office, name: str, until: date) -> None:
    """Enter until when somebody's licence is valid."""
    async with office.stage.service.database.writing() as work:
        line = await work.inspectors.one(name=name)
        await work.inspectors.change(line, licence_until=until)


async def test_expired_licence_is_left_out_at_the_freeze(office: Office) -> None:
    await licence(office, "甲一", date(2026, 9, 20))
    await licence(office, "乙二", EXPIRES)
    await office.draw("100%", "3 组")
    rows = (await ledger(office))["attempts"][-1]["inspectors"]
    assert [row["id"] for row in rows if not row["licensed"]] == ["QH-001"]
    assert [(row["id"], row["why"]) for row in rows if not row["eligible"]] == [("QH-001", "unlicensed")]
    assert "甲一" not in read_result(office).people


async def test_licence_that_lapses_on_a_team_is_followed_by_the_drawn_order(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    name = drawn.people[0]
    others = [each for each in drawn.people if each != name]
    await licence(office, name, EXPIRES)
    await office.stage.tick()
    assert not [row for row in (await ledger(office))["journal"] if row["event"] == "licence_lapsed"]
    watch = Watch(office)
    await office.stage.pass_working_day()

    news = watch.news()
    beginning = f"【执法证过期】{NUMBER}：{name} 的执法证有效期至 2026年9月21日"
    told = {who: shown for who, each in news.items() for shown, _ in each if shown.startswith(beginning)}
    approver = "赵批" if INSPECTORS.index(name) % 2 == 0 else "孙批"
    assert set(told) == {approver, "王芳"}
    assert all(say("licence.effect.replaced") in shown for shown in told.values())
    # He has left the round: he is told so, owes no answer more, and nobody is shown as waiting for it.
    yours = f"【执法证过期】{NUMBER}：您的执法证有效期至 2026年9月21日"
    (his,) = [shown for shown, _ in news[name] if shown.startswith(yours)]
    assert say("licence.effect.you_left") in his
    assert say("duty.state.left") in card(office[name], "【检查任务】").text
    assert [shown for shown, _ in news[name] if shown.startswith("【催办】")] == []
    read = [shown for each in ("王芳", "张敏") for shown, _ in news[each]]
    assert [shown for shown in read if f" {name}：接受任务" in shown] == []
    (posted,) = [shown for shown, _ in news[GROUP] if "递补" in shown]
    rows = await ledger(office)
    (vacancy,) = rows["attempts"][-1]["vacancies"]
    assert (vacancy["reason"], vacancy["licensed"]) == ("licence", True)
    (follower,) = [row for row in rows["duties"] if row["vacancy"]]
    names = {row["id"]: row["name"] for row in rows["people"]}
    assert names[follower["person_id"]] not in drawn.people
    assert names[follower["person_id"]] in posted
    partner = next(each for each in drawn.teams[drawn.team_of(name)] if each != name)
    line = f"同组 {names[follower['person_id']]}；您是组长"
    assert [line in shown for shown, _ in news[partner]].count(True) == 2
    assert len(others) == 3
    bundle = (office.stage.data_dir / "rounds" / NUMBER / "bundle.json").read_bytes()
    assert {each.verdict for each in verify(bundle)} <= {"pass", "undecided"}
    await office.stage.tick()
    assert [row["event"] for row in (await ledger(office))["journal"]].count("licence_lapsed") == 1
