"""What breaks in the field: originals with their place, later captions, a draw called off meanwhile."""

import hashlib
import zipfile
from pathlib import Path

from demo.pictures import photo
from tests.exif import jpeg, with_place
from tests.real_pictures import HEIC, PNG
from tests.stories.acts import answer, begun, exported, publish, result_card
from tests.stories.forging import data_of, forge
from tests.stories.office import Office
from tests.stories.test_auditor import with_auditor
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import NUMBER, say, says

_ALBUM = 10
_MB = 2**20
_PLACE = with_place((38, 36, 36), (114, 42, 0))

_ORIGINALS = {
    "现场.jpg": jpeg(_PLACE),
    "现场.heic": HEIC,
    "现场.png": PNG,
    "截图.png": photo() + b"original",
    "检测报告.pdf": b"%PDF-1.4\n" + _PLACE + b"\n%%EOF",
}


def _kept(evidence: Path, data: bytes) -> bool:
    digest = hashlib.sha256(data).hexdigest()
    return (evidence / digest[:2] / digest).read_bytes() == data


async def test_originals_stay_as_they_are_and_their_place_stays_inside(office: Office) -> None:
    _, leader, partner, target = await begun(office)
    me, evidence = office[leader], office.stage.data_dir / "evidence"
    await answer(office, leader, target, "1 不正常")

    # Ten pictures of one album, the caption under the first; what it says is put right later.
    first = await me.sends_photo("private", photo(), "南侧楼梯", album="十")
    for n in range(1, _ALBUM):
        await me.sends_photo("private", photo() + bytes([n]), album="十")
    for name, data in _ORIGINALS.items():
        await me.sends_file("private", name, data)
    await office.stage.settle()
    await me.edits(first, "北侧楼梯")
    await office.stage.settle()
    # Another picture is put in the place of the wrong one, which the bot has by then: both are kept.
    wrong = await me.sends_photo("private", photo() + b"wrong", "拍错了，第 2 项")
    await office.stage.settle()
    await me.edits_photo(wrong, photo() + bytes([1]))
    await office.stage.settle()
    assert all(_kept(evidence, photo() + each) for each in (b"wrong", bytes([1])))
    words = result_card(office, leader, target).text
    # What is too large to come through the chat replaces nothing, and he is told.
    await me.edits_video(wrong, bytes(20 * _MB + 1))
    await office.stage.settle()
    assert me.last().text.split("\n")[0] == say("files.replacement_too_large")
    assert result_card(office, leader, target).text == words
    # Who sends an original without a place is told so, in its receipt alone.
    assert [say("material.no_place") in m.text for m in me.screen() if "】文件 1 件" in m.text] == [
        *(False, False, False, True, False)
    ]
    assert "1. 校园安全：不正常\n　　说明：北侧楼梯\n　　照片 10 张、文件 5 件\n" in words

    # A picture sent to the office group by mistake is none of the record, and nobody answers it there.
    watch = Watch(office)
    await me.sends_photo(office.group, photo() + b"group", "发错了")
    await office.stage.settle()
    assert GROUP not in watch.news()
    assert result_card(office, leader, target).text == words

    assert all(_kept(evidence, data) for data in _ORIGINALS.values())
    await answer(office, leader, target, "其余事项全部正常", "已签字盖章", "提交记录")
    await office.press(partner, "【共同签字】", "签字确认")
    await publish(office, target)
    await exported(office)
    gone_out = [*office.stage.data_dir.glob("public/**/*"), office.stage.data_dir / "credit.json"]
    papers = [
        *office.stage.data_dir.glob("rounds/**/*.xlsx"),
        *office.stage.data_dir.glob("rounds/**/*.docx"),
    ]
    parts = [part for path in (*gone_out, *papers) if path.is_file() for part in _parts(path)]
    assert len(papers) > 0
    assert [part for part in parts if b"Exif" in part or b"38.61" in part] == []
    assert [path for path in gone_out if path.suffix in (".jpg", ".heic")] == []
    await _auditor_sees_the_places(office, target)


def _parts(path: Path) -> list[bytes]:
    """Return a file as it is, or what a packed one holds."""
    if not zipfile.is_zipfile(path):
        return [path.read_bytes()]
    with zipfile.ZipFile(path) as packed:
        return [packed.read(name) for name in packed.namelist()]


async def _auditor_sees_the_places(office: Office, target: str) -> None:
    auditor = await with_auditor(office)
    await office.say(auditor, "/status")
    await office.press(auditor, "【进度】", "核查线索")
    assert f"\n· {NUMBER} {target}：拍摄于 38.610000,114.700000（纬度、经度）\n" in auditor.last().text


async def test_draw_called_off_in_the_midst_closes_the_card_and_keeps_what_still_arrives(
    office: Office,
) -> None:
    _, leader, partner, target = await begun(office)
    me = office[leader]
    await answer(office, leader, target, "1 不正常")
    pressed = result_card(office, leader, target)
    outdated = data_of(pressed, "2 正常")
    await office.say("王芳", "/status", in_group=True)
    await office.press("王芳", "【进度】", f"申请作废：{NUMBER}", in_group=True)
    await office.press("王芳", NUMBER, "名录有误", in_group=True)
    await office.press("张敏", "【抽取作废审批】", "同意作废")
    watch = Watch(office)
    await office.say("张敏", "曲双随机办〔2026〕3号")
    over = says("result.over", number=NUMBER, name=target)
    news = watch.news()
    assert [over in news[name] for name in (leader, partner)] == [True, True]

    # What he still sends is kept, and he is told that it goes into no record; nothing is pressed any more.
    await forge(office, me, pressed, outdated)
    watch.news()
    await me.says("private", "南侧楼梯堆放课桌")
    await me.sends_photo("private", photo(), "迟到的照片")
    await office.stage.settle()
    told = watch.news()[leader]
    assert [words.endswith("未写入任何记录。") for words, _ in told] == [True, True]
    async with office.stage.service.database.reading() as work:
        kept = [(each.kind.value, each.inspection_id) for each in await work.materials.all()]
        answers = [each.item_code for each in await work.answers.all()]
    assert (kept, answers) == ([("text", None), ("photo", None)], ["A1"])
