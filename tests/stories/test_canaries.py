"""What must never get out, put where it could: token, keys, phones, licences; nobody outside sees any.

The logs are those of DEBUG. What the bot sent is looked into as deep as it goes: documents are opened.
"""

import io
import zipfile
from collections.abc import Iterator
from io import StringIO

import pytest
import structlog

from bot.domain.registers.rows import Contact, TargetContact
from demo.stage import TOKEN, card
from playground import faults
from tests.captured_logs import captured_logs
from tests.stories.acts import accept, ask_recusal, publish, submit_normal
from tests.stories.office import Office
from tests.stories.wording import NUMBER, drawn_round

PHONE, LICENCE, SCHOOL_PHONE, WORDS = "13912345678", "冀X-CANARY-77", "13787654321", "配偶在该校任教之金丝雀"


@pytest.fixture
def logs(office: Office) -> Iterator[StringIO]:
    """What is logged at DEBUG."""
    with captured_logs(TOKEN, office.stage.secret_key) as written:
        yield written


async def _hide(office: Office) -> None:
    """Let the registers hold what must not get out."""
    async with office.stage.service.database.writing() as work:
        for each in await work.inspectors.all():
            await work.contacts.add(Contact(inspector_id=each.id, phone=PHONE, licence=LICENCE))
        for target in await work.targets.all():
            await work.target_contacts.add(TargetContact(target_id=target.id, phone=SCHOOL_PHONE))


async def _live(office: Office) -> None:
    """Play a round to a publication, with a refusal, an error of the network and an incident on the way."""
    drawn, _ = await drawn_round(office)
    await _hide(office)
    await office.confirm()
    leader, partner = drawn.teams[1]
    office.stage.telegram.fail_next("sendMessage", faults.cut_after_accepting(), chat=office[leader])
    await accept(office, leader, partner)
    outsider = drawn.teams[2][0]
    await ask_recusal(office, outsider, "", "涉及配偶、近亲属", WORDS)
    target = drawn.of(1)[0]
    await submit_normal(office, drawn, target)
    await office.press(partner, "【共同签字】", "签字确认")
    await publish(office, target)
    for name in ("王芳", "张敏", leader):
        for words in ("/status", "/people", "/export", "/duty", "/pending", "/query 中学"):
            await office.say(name, words)
    await _take_out(office)
    structlog.get_logger().debug("canary", token=TOKEN, key=office.stage.secret_key)
    office.stage.telegram.bot.updates.put("message", {"message_id": 1, "date": 0, "chat": {"id": -1}})
    await office.stage.settle()


async def _take_out(office: Office) -> None:
    """Have the coordinator get all that /export offers."""
    menu = card(office["王芳"], "【导出】请选择")
    for label in [each.label for each in menu.each_button()]:
        await office.stage.presses(office["王芳"], menu, label)
    papers = card(office["王芳"], f"【导出】{NUMBER}：")
    for label in [each.label for each in papers.each_button()]:
        await office.stage.presses(office["王芳"], papers, label)


def _unpacked(body: bytes) -> bytes:
    """Return everything that is in a file, also in a zipped one."""
    if not zipfile.is_zipfile(io.BytesIO(body)):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as opened:
        return b"".join(opened.read(name) for name in opened.namelist())


async def test_no_canary_leaves_the_office(office: Office, logs: StringIO) -> None:
    await _live(office)
    telegram, stage = office.stage.telegram, office.stage
    hidden = (TOKEN, stage.secret_key, stage.service.desk.button_key.hex(), PHONE, LICENCE, SCHOOL_PHONE)

    sent = [str(each.params).encode() for each in telegram.calls]
    sent += [_unpacked(each.body) for each in telegram.files._files.values()]
    public = [
        _unpacked(each.read_bytes()) for each in (stage.data_dir / "public").rglob("*") if each.is_file()
    ]
    traffic, site, logged = b"\n".join(sent), b"\n".join(public), logs.getvalue()

    assert [each for each in hidden if each in logged] == []
    assert [each for each in hidden if each.encode() in traffic] == []
    assert [each for each in (*hidden, WORDS) if each.encode() in site] == []
    assert ("event=canary" in logged, len(site) > 0, len(sent) > 0) == (True, True, True)
    assert WORDS not in logged
    readers = {int(each.params["chat_id"]) for each in telegram.calls if WORDS in str(each.params)}
    assert readers <= {
        office[name].id for name in ("赵批", "孙批", "张敏", *(p.name for p in office.drawn()))
    }
