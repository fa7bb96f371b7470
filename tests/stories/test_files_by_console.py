"""A round whose photos must not go through the chat: none is fetched, and the console brings them."""

import hashlib

from bot.app.evidence_in import Evidence, carried_in
from bot.app.handed_evidence import HANDED, HandedEvidence
from bot.domain.journal.entries import body_of
from bot.domain.results.materials import FORM, SourceKind
from demo.pictures import photo
from demo.stage import card
from storage.files import EvidenceFolder
from tests.stories.acts import answer, begun, result_card, send_photo
from tests.stories.office import Office
from tests.stories.watch import Watch
from tests.stories.wording import NUMBER, say


async def test_photos_of_a_round_come_by_the_console_once_they_are_switched_off(office: Office) -> None:
    drawn, leader, _, target = await begun(office)
    watch = Watch(office)
    await answer(office, leader, target, "1 不正常")
    await office.say(leader, "/cancel")
    await office.say("王芳", "/status")
    await office.press("王芳", "【进度】", f"不在聊天中收照片：{NUMBER}")
    off = say("files.switched", number=NUMBER, state=say("files.are_off"))
    assert {name for name, told in watch.news().items() if any(words == off for words, _ in told)} == {
        *drawn.people,
        "王芳",
    }

    evidence = office.stage.data_dir / "evidence"
    assert say("result.missing.photo_there", n="1") in result_card(office, leader, target).text
    await answer(office, leader, target, "1 不正常")
    assert office.sees(leader)[-1].text.startswith(
        "第 1 项“校园安全”不正常：请发送文字说明。照片不在聊天中接收"
    )
    await office.say(leader, "消防通道堵塞")
    await send_photo(office, leader)
    assert office.sees(leader)[-1].text.startswith(say("files.off", number=NUMBER))
    assert not list(evidence.rglob("*"))
    assert say("result.missing.photo_there", n="1") in result_card(office, leader, target).text

    await office.stage.presses(office[leader], result_card(office, leader, target), "已签字盖章")
    assert card(office[leader], f"{target} 已签字盖章").text.startswith(
        f"{target} 已签字盖章：本批次不在聊天中接收照片"
    )
    file = office.stage.data_dir.parent / "通道.jpg"
    file.write_bytes(photo())
    handed = HandedEvidence(office.stage.data_dir / HANDED)
    places = [Evidence(number=NUMBER, target=target, item_code=code) for code in ("A1", FORM)]
    for place in (*places, places[0]):
        kept = carried_in(file, EvidenceFolder(evidence).keep)
        handed.hand_over(given := place.model_copy(update={"files": (kept,)}))
        assert given.unplaced == int(place.item_code != FORM)
    await office.stage.tick()
    assert not list((office.stage.data_dir / HANDED).iterdir())
    words = result_card(office, leader, target).text
    assert "的照片" not in words.split("尚缺：")[1]
    assert "签字盖章的联合抽查表：\n　　照片 1 张\n" in words
    assert words.count("　　照片 1 张\n") == len(places)
    assert (evidence / (digest := hashlib.sha256(photo()).hexdigest())[:2] / digest).read_bytes() == photo()

    await office.say("王芳", "/status")
    await office.press("王芳", "【进度】", f"恢复在聊天中收照片：{NUMBER}")
    await send_photo(office, leader, "第 1 项")
    assert card(office[leader], "【材料回执】").text.startswith("【材料回执】照片 1 张")


async def test_report_that_comes_by_the_console_with_its_source_completes_the_record(office: Office) -> None:
    _, leader, partner, target = await begun(office)
    file = office.stage.data_dir.parent / "水样.pdf"
    file.write_bytes(b"report")
    kept = carried_in(file, EvidenceFolder(office.stage.data_dir / "evidence").keep)
    evidence = Evidence(number=NUMBER, target=target, item_code="", files=(kept,))
    handed = HandedEvidence(office.stage.data_dir / HANDED)
    handed.hand_over(evidence)
    await office.stage.tick()
    assert "检验检测报告" not in result_card(office, leader, target).text
    await answer(office, leader, target, "其余事项全部正常", "已签字盖章", "检查方式")
    await office.press(leader, f"{target} 的检查方式", "检验检测")
    lacks = (say("result.missing.report"), say("result.missing.source"))
    assert all(f"{each}\n" in result_card(office, leader, target).text for each in lacks)

    sourced = evidence.model_copy(update={"source": SourceKind.LABORATORY, "by": "县疾控中心，水检 2026-88"})
    for _ in range(2):  # the source is put down once, and at the file that is there already
        handed.hand_over(sourced)
        await office.stage.tick()
    assert (
        "　　文件 1 件\n　　检验检测报告：县疾控中心，水检 2026-88\n"
        in result_card(office, leader, target).text
    )
    await answer(office, leader, target, "提交记录")  # the report alone, without a word in the chat
    await office.press(partner, "【共同签字】", "签字确认")
    assert "检验检测报告：县疾控中心，水检 2026-88" in card(office["周审"], "【审核】").text
    async with office.stage.service.database.reading() as work:
        (entry,) = await work.journal.all(event="material_sourced")
        (piece,) = await work.materials.all(sha256=kept.sha256)
    said = body_of(entry)["data"]
    assert (said["by"], said["material"], said["source"]) == ("console", piece.id, "laboratory")


async def test_files_that_the_bot_gets_twice_are_there_once_and_too_late_the_coordinator_hears(
    office: Office,
) -> None:
    drawn, leader, _, target = await begun(office)
    file = office.stage.data_dir.parent / "楼道.jpg"
    file.write_bytes(photo())
    kept = carried_in(file, EvidenceFolder(office.stage.data_dir / "evidence").keep)
    evidence = Evidence(number=NUMBER, target=target, item_code="A1", files=(kept,))
    handed, service = HandedEvidence(office.stage.data_dir / HANDED), office.stage.service

    for _ in range(2):  # a crash after the commit leaves it there
        handed.hand_over(evidence)
        assert await handed.take_in(service.database, service.desk.bot_act)
    assert not await handed.take_in(service.database, service.desk.bot_act)
    service.outbox.news.ring()
    await office.stage.settle()
    assert "已收到材料：照片 1 张（" in result_card(office, leader, target).text

    late = Evidence(number=NUMBER, target=drawn.of(2)[0], item_code="", files=(kept,))
    handed.hand_over(late)
    watch = Watch(office)
    await office.stage.tick()
    why = say("console.record_closed", name=late.target)
    refused = say("files.handed_refused", number=NUMBER, name=late.target, n=1, why=why)
    assert [name for name, told in watch.news().items() if (refused, []) in told] == ["王芳"]


async def test_file_that_cannot_be_read_is_set_aside_and_one_of_an_unknown_round_told(office: Office) -> None:
    folder, service = office.stage.data_dir / HANDED, office.stage.service
    unknown = Evidence(number="SSJ-2020-0009", target="河湾中学", item_code="")
    HandedEvidence(folder).hand_over(unknown)
    (folder / "0.json").write_text('{"number": 7}')
    watch = Watch(office)

    assert await HandedEvidence(folder).take_in(service.database, service.desk.bot_act)
    service.outbox.news.ring()
    await office.stage.settle()

    assert [each.name for each in folder.iterdir()] == ["0.unread"]
    why = say("console.no_round", number=unknown.number)
    refused = say("files.handed_refused", number=unknown.number, name="河湾中学", n=0, why=why)
    assert watch.news() == {"张敏": [(refused, [])]}
