"""A round whose photos must not go through the chat: none is fetched, and the console brings them."""

import hashlib

from bot.app.evidence_in import add_evidence
from bot.domain.results.materials import FORM
from demo.pictures import photo
from demo.stage import card
from storage.files import EvidenceFolder
from tests.stories.acts import accept, answer, on_site, result_card, send_photo
from tests.stories.office import Office
from tests.stories.watch import Watch
from tests.stories.wording import NUMBER, drawn_round, say


async def test_photos_of_a_round_come_by_the_console_once_they_are_switched_off(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    leader, partner = drawn.teams[1]
    await office.confirm()
    await accept(office, leader, partner)
    target = drawn.of(1)[0]
    await on_site(office, target, leader, partner)
    watch = Watch(office)
    await office.say("王芳", "/status")
    await office.press("王芳", "【进度】", f"不在聊天中收照片：{NUMBER}")
    off = say("files.switched", number=NUMBER, state=say("files.are_off"))
    assert {name for name, told in watch.news().items() if any(words == off for words, _ in told)} == {
        *drawn.people,
        "王芳",
    }

    evidence = office.stage.data_dir / "evidence"
    await answer(office, leader, target, "1 不正常")
    assert office.sees(leader)[-1].text.startswith(
        "第 1 项“校园安全”不正常：请发送文字说明。照片不在聊天中接收"
    )
    await office.say(leader, "消防通道堵塞")
    await send_photo(office, leader)
    assert office.sees(leader)[-1].text.startswith(say("files.off", number=NUMBER))
    assert not list(evidence.rglob("*"))
    assert "第 1 项的照片" in result_card(office, leader, target).text

    await office.stage.presses(office[leader], result_card(office, leader, target), "已签字盖章")
    assert card(office[leader], f"{target} 已签字盖章").text.startswith(
        f"{target} 已签字盖章：本批次不在聊天中接收照片"
    )
    service = office.stage.service
    file = office.stage.data_dir.parent / "通道.jpg"
    file.write_bytes(photo())
    made = {"clock": office.stage.clock, "keep": EvidenceFolder(evidence).keep}
    place = (NUMBER, target, "A1")
    assert await add_evidence(service.database, service.desk.office, place, [file], **made) == target
    form = (NUMBER, target, FORM)
    assert await add_evidence(service.database, service.desk.office, form, [file], **made) == target
    service.outbox.news.ring()
    await office.stage.settle()
    words = result_card(office, leader, target).text
    assert "的照片" not in words.split("尚缺：")[1]
    assert "签字盖章的联合抽查表：\n　　照片 1 张\n" in words
    assert words.count("　　照片 1 张\n") == len((place, form))
    assert (evidence / (digest := hashlib.sha256(photo()).hexdigest())[:2] / digest).read_bytes() == photo()

    await office.say("王芳", "/status")
    await office.press("王芳", "【进度】", f"恢复在聊天中收照片：{NUMBER}")
    await send_photo(office, leader, "第 1 项")
    assert card(office[leader], "【材料回执】").text.startswith("【材料回执】照片 1 张")
