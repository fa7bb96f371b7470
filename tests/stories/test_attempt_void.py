"""A result is declared void by a document; it stays published, and what it had begun is called off."""

from bot.domain.duties.duty import DutyState
from bot.domain.rounds import AttemptState, RoundState
from tests.stories.acts import public_pages
from tests.stories.attempts import NUMBER, attempts, chain, draw_again, faults_of, void
from tests.stories.office import Office


async def test_void_result_stays_published_beside_the_redraw(office: Office) -> None:
    await office.draw()
    await void(office)
    await draw_again(office)

    rows = await attempts(office)
    assert [row.state for row in rows] == [AttemptState.VOID, AttemptState.STANDING]
    assert [found == wanted for found, wanted in chain(rows)] == [True]
    assert faults_of(office) == []
    assert faults_of(office, "bundle-1") == []
    page = public_pages(office)
    assert [row.result_hash in page for row in rows] == [True, True]
    assert "青教〔2026〕12号" in page
    assert (office.stage.data_dir / "public" / f"{NUMBER}-1.json").exists()


async def test_those_drawn_are_told_and_owe_nothing_more(office: Office) -> None:
    await office.draw()
    drawn = office.drawn()
    await void(office)

    for person in drawn:
        assert person.last().text.startswith(f"【任务取消】{NUMBER} 的抽取结果已作废")
    async with office.stage.service.database.reading() as work:
        assert await work.duties.all(round_id=1) == []
        assert {duty.state for duty in await work.duties.all()} == {DutyState.LEFT}
        assert await work.deadlines.all(state="open") == []
        assert await work.seats.all(is_open=True) == []
        assert (await work.rounds.get(1)).state is RoundState.DRAWING


async def test_redraw_gives_new_duties_and_new_lists(office: Office) -> None:
    await office.draw()
    await void(office)
    await draw_again(office)
    await office.confirm()

    async with office.stage.service.database.reading() as work:
        assert len(await work.duties.all(round_id=1)) == 4
        assert (await work.rounds.get(1)).state is RoundState.INSPECTING


async def test_duty_and_pending_work_after_a_void_result(office: Office) -> None:
    await office.draw()
    person = office.drawn()[0]
    await void(office)
    await office.say(person, "/duty")
    await office.say("张敏", "/pending")

    assert person.last().text.startswith("您目前没有检查任务")
    assert office.sees("张敏")[-1].text.startswith("目前没有")


async def test_request_for_recusal_lapses(office: Office) -> None:
    await office.draw()
    person = office.drawn()[0]
    await office.press(person, "【检查任务】", "申请回避")
    await office.press(person, "请选择需要回避的检查对象", "本批次全部任务")
    await office.press(person, "请选择回避事由", "涉及本人利害关系")
    await office.press(person, "请用一句话说明情况", "不另说明")
    await void(office)

    async with office.stage.service.database.reading() as work:
        assert [each.state.value for each in await work.requests.all()] == ["lapsed"]


async def test_void_needs_two_persons(office: Office) -> None:
    await office.draw()
    await office.say("张敏", "/status")

    labels = [label for row in office.sees("张敏")[-1].labels for label in row]
    assert [label for label in labels if "作废" in label] == []
