"""What an observer keeps from the group is enough to tell a bundle that was changed."""

from bot.domain.texts import text
from tests.stories.attempts import NUMBER, abort, attempts, draw_again, unsealed, void
from tests.stories.office import Office
from tests.stories.wording import say


async def compared(office: Office, words: str) -> list[str]:
    """Have the observer paste what he kept, and return the lines of the answer that bear codes or gaps."""
    await office.say("郑观", f"/verify {words}")
    lines = office.sees("郑观")[-1].text.split("\n")
    return [line for line in lines if line.startswith(("一致：", "不一致：", "无法判断："))]


async def test_pasted_result_message_agrees_in_every_code(office: Office) -> None:
    await office.draw()
    announced = next(m.text for m in office.sees("郑观", in_group=True) if m.text.startswith("【抽取公告】"))
    result = next(m.text for m in office.sees("郑观", in_group=True) if m.text.startswith("【抽取结果】"))

    lines = await compared(office, f"{announced}\n{result}")
    assert [line for line in lines if not line.startswith("一致：")] == []
    assert len(lines) == 6


async def test_changed_digit_differs_and_what_is_not_given_is_undecided(office: Office) -> None:
    await office.draw()
    (attempt,) = await attempts(office)
    forged = ("0" if attempt.result_hash[0] != "0" else "1") + attempt.result_hash[1:]

    lines = await compared(office, f"{NUMBER} {attempt.commitment} {forged}")
    assert lines == [
        f"一致：第 1 次抽取的封存码 {attempt.commitment[:16]}…",
        f"不一致：{forged[:16]}… 不是本批次公布的码",
        "无法判断：没有提供第 1 次抽取的随机数校验码",
        "无法判断：没有提供第 1 次抽取的结果校验码",
    ]


async def test_codes_of_an_attempt_that_did_not_stand_are_known(office: Office) -> None:
    await office.freeze()
    await abort(office)
    await draw_again(office)
    posted = next(m.text for m in office.sees("郑观", in_group=True) if m.text.startswith("【抽取未成立】"))

    lines = await compared(office, posted)
    assert [line.split(" ")[0:3] for line in lines[:2]] == [
        ["一致：第", "1", "次抽取的封存码"],
        ["一致：第", "1", "次抽取的记录校验码"],
    ]


async def test_codes_of_a_result_that_was_voided_are_said_to_be_of_none(office: Office) -> None:
    await office.draw()
    result = next(m.text for m in office.sees("郑观", in_group=True) if m.text.startswith("【抽取结果】"))
    await void(office)
    await draw_again(office)

    await office.say("郑观", f"/verify {result}")
    answer = office.sees("郑观")[-1].text
    kind, reason = text("attempt.kind.void"), text("attempt.reason.wrong_pool")
    assert say("verify.copy_fallen", attempt=1, ending=kind, reason=reason) in answer.split("\n")
    (_, standing) = await attempts(office)
    await office.say("郑观", f"/verify {NUMBER} {standing.commitment}")
    assert "没有成立" not in office.sees("郑观")[-1].text


async def test_every_later_message_in_the_group_repeats_the_commitment(office: Office) -> None:
    await office.draw()
    await office.confirm()
    await office.stage.pass_working_day()
    await office.stage.pass_working_day()
    (attempt,) = await attempts(office)

    mine = [
        m for m in office.group.screen() if m.sender_id == office.stage.telegram.bot.id and m.dice is None
    ]
    texts = [str(m.json.get("text") or m.json.get("caption")) for m in mine]
    first = next(n for n, text in enumerate(texts) if text.startswith("【抽取公告】"))
    assert [text for text in texts[first:] if attempt.commitment not in text] == []
    assert await unsealed(office) == []
    assert any(text.startswith("【本日提醒】") for text in texts)
