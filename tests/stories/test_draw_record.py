"""抽取记录 and the observers' remarks: what the room signs, and who reads what an observer wrote."""

from pathlib import Path

import pytest
from docx import Document

from bot.domain.ceremony.record import read_aloud
from bot.domain.people import Grant, Role
from bot.domain.rounds import Attempt
from tests.stories.attempts import NUMBER, attempts
from tests.stories.office import INSPECTORS, TARGETS, Office
from tests.stories.test_attempt_lost import test_lost_attempt_is_followed_by_a_redraw_that_verifies as redraw
from tests.stories.test_secrets import draw_in_secret, strike_at_the_reveal
from tests.stories.test_ways import answer, freeze, observe_also
from tests.stories.wording import COORDINATOR, LEAD_OFFICE

WORDS = "骰子滚到桌下一次，已重新读取"


def words_of(office: Office, attempt: int = 1) -> list[str]:
    """Return every line of the record: paragraphs, then cells."""
    document = Document(str(path_of(office, attempt)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*[paragraph.text for paragraph in document.paragraphs], *cells]


def path_of(office: Office, attempt: int = 1) -> Path:
    return office.stage.data_dir / "rounds" / NUMBER / f"record-{NUMBER}-{attempt}.docx"


async def last_attempt(office: Office) -> Attempt:
    return (await attempts(office))[-1]


async def remark(office: Office, words: str = WORDS) -> None:
    await office.press("郑观", "【现场监督】", "提出意见")
    await office.say("郑观", words)


async def test_record_is_sent_to_the_coordinator_and_holds_what_was_said(office: Office) -> None:
    await office.draw()

    (sent,) = [m for m in office.sees("王芳") if m.text.startswith(f"【抽取记录】{NUMBER}")]
    assert sent.json["document"]["file_name"] == f"抽取记录-{NUMBER}.docx"
    attempt, lines = await last_attempt(office), words_of(office)
    for code in (attempt.commitment, attempt.entropy_hash, attempt.result_hash):
        at = lines.index(read_aloud(code)[0])
        assert "".join(lines[at : at + 2]).replace(" ", "") == code
    assert lines[lines.index("抽取方式") + 1] == "群内摇号"
    at = lines.index("抽查范围：公办初级中学")
    assert lines[at + 1 : at + 3] == ["不定向抽查", "在此抽取的理由：演练"]
    assert "共 6，参加抽取 6" in lines
    assert "抽取检查对象 3 家，检查组 2 个，拟派检查人员 4 名" in lines
    thrown = [entry["src"].removeprefix("msg:") for entry in attempt.transcript]
    assert [line for line in lines if line.startswith("消息 ")] == [f"消息 {each}" for each in thrown]
    present = [COORDINATOR, "王芳", "局机关", "", "现场监督人员", "郑观", "", ""]
    at = lines.index("签名、日期") + 1
    assert lines[at : at + 8] == present
    assert "六、此前未成立的抽取" not in lines


async def test_record_names_nobody_who_was_drawn(office: Office) -> None:
    await draw_in_secret(office)
    hidden = words_of(office)
    await strike_at_the_reveal(office)

    named = [name for name in (*TARGETS, *INSPECTORS) if any(name in line for line in hidden)]
    assert named == []
    assert "2026年9月24日 08:30" in hidden
    assert "抽取检查对象 3 家，检查组 2 个，拟派检查人员 4 名" in hidden
    assert len([m for m in office.sees("王芳") if m.text.startswith("【抽取记录】")]) == 1


async def test_record_of_a_redraw_tells_the_attempts_before(office: Office) -> None:
    await redraw(office)

    before, now = await attempts(office)
    lines = words_of(office, attempt=2)
    assert f"{NUMBER} 第 2 次抽取" in lines
    (told,) = [line for line in lines if line.startswith("第 1 次：失效，原因：有一次掷骰的点数无法读回")]
    assert before.commitment in told
    assert read_aloud(now.commitment)[0] in lines
    assert not path_of(office, attempt=1).exists()


async def test_record_holds_the_texts_as_they_were_written(office: Office) -> None:
    await observe_also(office, "周审")
    await freeze(office, "2 名现场监督人员")
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)
    for who, words in (("郑观", "=1+1 风调雨顺"), ("周审", "国泰民安\x07")):
        await answer(office, who, f"{NUMBER}：请现场监督人员", words)

    lines = words_of(office)
    assert ("=1+1 风调雨顺" in lines, any(line.startswith("国泰民安") for line in lines)) == (True, True)
    assert lines.count("现场监督人员") == 2


async def test_exception_stands_in_the_record(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHUANGSUIJI_LEAST_OBSERVERS", "2")
    await office.stage.restart_bot()
    await office.draw()
    await office.press("张敏", "【例外开始审批】", "同意例外开始")
    await office.press("王芳", f"{NUMBER} 的封存码", "开始掷骰", in_group=True)

    assert any(f"{LEAD_OFFICE} 张敏 同意开始" in line for line in words_of(office))


async def test_remark_is_read_by_lead_office_and_auditor_and_counted_in_public(
    office: Office,
) -> None:
    async with office.stage.service.database.writing() as work:
        auditor = await work.people.one(name="周审")
        assert auditor is not None
        await work.grants.add(Grant(person_id=auditor.id, role=Role.AUDITOR))
    await office.draw()
    await remark(office)

    readers = [name for name in office.stage.people if any(WORDS in m.text for m in office.sees(name))]
    assert sorted(set(readers) - {"郑观"}) == ["周审", "张敏"]
    assert [m for m in office.group.screen() if WORDS in m.text] == []
    pages = "".join(path.read_text() for path in (office.stage.data_dir / "public").glob("*.html"))
    assert ("现场监督人员意见（条）</dt><dd>1</dd>" in pages, WORDS in pages) == (True, False)
    assert any("经机器人提出的意见 1 条" in line for line in words_of(office))


async def test_only_an_observer_remarks(office: Office) -> None:
    await office.draw()

    cards = [n for n in office.stage.people if any(m.text.startswith("【现场监督】") for m in office.sees(n))]
    assert cards == ["郑观"]
    async with office.stage.service.database.writing() as work:
        observer = await work.people.one(name="郑观")
        assert observer is not None
        (grant,) = await work.grants.all(person_id=observer.id)
        await work.grants.change(grant, is_revoked=True)
    toast = await office.press("郑观", "【现场监督】", "提出意见")
    assert toast != "已收到"
    async with office.stage.service.database.reading() as work:
        assert await work.remarks.count() == 0
