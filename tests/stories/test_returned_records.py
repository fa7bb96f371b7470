"""A releaser gives a record back: with a reason, to the team, who sign its next version."""

from demo.stage import card
from tests.stories.acts import answer, press_about, publish, result_card, sign_record
from tests.stories.forging import data_of, forge
from tests.stories.ledger import states
from tests.stories.office import Office
from tests.stories.test_diligence import records
from tests.stories.watch import Watch, apart_from_boards
from tests.stories.wording import NUMBER, article, due, say, says

REASON = "第 2 项没有写明依据，请补充后再报"
TITLE = "【审核】"


def _told(leader: str, target: str, again: int) -> dict[str, object]:
    about = {"number": NUMBER, "name": target, "by": "周审", "reason": REASON, "leader": leader}
    return about | {"version": again - 1, "again": again, "due": due(9, 29), "ground": article("第二十条")}


async def test_record_goes_back_with_its_reason_and_comes_again_as_a_new_version(office: Office) -> None:
    leader, partner, target = await sign_record(office)
    await answer(office, leader, target, "申请更正")
    await office.say(leader, "第 1 项应为不正常")
    outdated = data_of(card(office["周审"], TITLE), "审核通过")
    watch = Watch(office)

    assert await office.press("周审", TITLE, "退回") == say("toast.ok")
    assert watch.news() == {"周审": [says("release.ask_return", "取消", name=target)]}
    await office.say("周审", "缺" * 501)
    assert watch.news()["周审"] == [says("amendment.bad_reason", most=500)]
    await office.say("周审", REASON)
    news = apart_from_boards(watch.news())
    asked = says("release.returned", "打开记录", **_told(leader, target, 2), entered="")
    assert [asked in news[name] for name in (leader, partner)] == [True, True]
    done = says("release.return_done", name=target, leader=leader, due=due(9, 29))
    assert news["周审"][-1] == done
    for name, title, wait in (
        (partner, "【共同签字】", "result.sign_over"),
        ("周审", TITLE, "release.asked_again"),
    ):
        waiting = card(office[name], title)
        assert (waiting.buttons, say(wait) in waiting.text) == ([], True)
    # What the leader had asked for himself waits for nobody any more.
    assert await states(office, "amendments") == ["overtaken"]
    assert (
        news[leader].count(
            says("amendment.ended", name=target, state=say("amendment.state.overtaken"), reply="")
        )
        == 1
    )
    shown = result_card(office, leader, target).text
    assert f"\n审核退回（第 1 版）：{REASON}（周审，2026年9月21日（周一） 09:" in shown

    for _ in range(3):
        await office.stage.pass_working_day()
    assert any("重新提交更正后的检查记录" in each.text for each in office.sees(leader))

    # Both sign anew; the button of the first version releases nothing of the second.
    await answer(office, leader, target, "提交记录")
    assert "审核退回" not in result_card(office, leader, target).text
    await office.press(partner, "【共同签字】", "签字确认")
    again = card(office["周审"], TITLE)
    assert f"\n审核退回（第 1 版）：{REASON}（周审，" in again.text
    assert await forge(office, office["周审"], again, outdated) == say("refused.stale")
    await publish(office, target)
    async with office.stage.service.database.reading() as work:
        (published,) = await work.publications.all()
        signed = [each.record_hash for each in await work.signatures.all()]
        owed = [(each.kind, each.state.value) for each in await work.deadlines.all(subject_kind="inspection")]
        journal = [each.body for each in await work.journal.all()]
    assert published.version == 2
    assert [len(signed), len(set(signed)), signed.count(published.record_hash)] == [4, 2, 2]
    assert [state for kind, state in owed if kind in ("release", "amended_record")] == [
        *("cancelled", "settled", "settled")
    ]
    assert not any("没有写明依据" in body for body in journal)
    told = [each.what for each in (await records(office, target))[leader].done]
    for what in ("申请更正检查记录", "审核退回检查记录", "记录已另行退回，更正申请不再办理"):
        assert told.count(what) == 1


async def test_what_is_released_meanwhile_is_not_returned_and_nobody_else_returns_it(office: Office) -> None:
    leader, _, target = await sign_record(office)
    reviewed = card(office["周审"], TITLE)
    data = data_of(reviewed, "退回")
    for name in (leader, "王芳", "郑观"):
        assert await forge(office, office[name], reviewed, data) == say("denied.button")
    await office.press("周审", TITLE, "退回")
    await press_about(office, "周审", TITLE, target, "审核通过")
    await office.say("周审", REASON)
    assert office.sees("周审")[-1].text.startswith(say("refused.stale"))
    assert await states(office, "returns", "version") == []
    assert await states(office, "inspections") == ["released", "confirmed", "confirmed"]
