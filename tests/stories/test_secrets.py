"""The bot's secret: encrypted where it lies, and what a confidential draw hides until its reveal."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.rounds import Attempt, AttemptState
from tests.stories.acts import unbind
from tests.stories.attempts import NUMBER, attempts, faults_of
from tests.stories.kept import kept
from tests.stories.office import INSPECTORS, TARGETS, Office

CARD = "发起抽查：请核对"
ALONE = "仅用机器人的保密随机数"
UNTIL, SHOWN = "2026-09-24 08:30", "2026年9月24日（周四） 08:30"


@kept
async def freeze_alone(office: Office) -> None:
    await office.preview()
    await office.press("王芳", CARD, "更改随机方式", in_group=True)
    await office.press("王芳", "发起抽查：请选择随机数", ALONE, in_group=True)
    await office.press("王芳", CARD, "冻结", in_group=True)


@kept
async def draw_in_secret(office: Office) -> None:
    await office.preview()
    await office.press("王芳", CARD, "保密抽取", in_group=True)
    await office.press("王芳", "发起抽查：保密抽取", SHOWN, in_group=True)
    await office.press("王芳", CARD, "冻结", in_group=True)
    await office.press("王芳", NUMBER, "开始掷骰", in_group=True)


async def strike_at_the_reveal(office: Office) -> None:
    office.stage.clock.pass_time(timedelta(days=3))
    await office.stage.tick()


def told(office: Office, words: str) -> int:
    """Return how many inspectors were told so."""
    return sum(any(words in message.text for message in each.screen()) for each in office.inspectors)


async def the_attempt(office: Office) -> Attempt:
    (attempt,) = await attempts(office)
    return attempt


def kept(folder: Path) -> list[Path]:
    """Return every file that the bot keeps."""
    return [path for path in folder.rglob("*") if path.is_file()]


def screens(office: Office) -> list[str]:
    """Return every text that anybody sees."""
    people = [message for person in office.stage.people.values() for message in person.screen()]
    return [message.text for message in [*people, *office.group.screen()]]


async def open_with_key(office: Office, key: str) -> None:
    office.stage.secret_key = key
    await office.stage.restart_bot()


async def test_neither_key_nor_secret_lies_in_clear_anywhere(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await freeze_alone(office)
    vault = office.stage.service.desk.office.secrets
    secret = vault.read(f"{NUMBER}-1") if vault else None
    key = office.stage.secret_key

    assert secret is not None
    for canary in (secret, key, key.replace("-", "")):
        found = [path.name for path in kept(office.stage.data_dir) if canary.encode() in path.read_bytes()]
        assert found == []
        assert canary not in caplog.text
        assert [words for words in screens(office) if canary in words] == []
    assert bytes.fromhex(secret) not in (office.stage.data_dir / "secrets" / f"{NUMBER}-1").read_bytes()


@pytest.mark.parametrize(
    ("key", "why"),
    [("", "机器人没有保密密钥"), ("-".join(["ABCD"] * 12 + ["ABCA"]), "机器人的保密密钥不是本机关的")],
)
async def test_without_the_right_key_no_secret_is_offered(office: Office, key: str, why: str) -> None:
    await open_with_key(office, key)
    await office.preview()
    refused = await office.press("王芳", CARD, "保密抽取", in_group=True)
    await office.press("王芳", CARD, "更改随机方式", in_group=True)
    offer = office.sees("王芳", in_group=True)[-1]

    assert refused.startswith(why)
    assert why in offer.text
    labels = [button.label for button in offer.each_button()]
    assert [label for label in labels if "L0" in label or "L1" in label] == []
    assert [label[-2:] for label in labels if re.search("L[23]", label)] != []


async def test_key_that_was_replaced_loses_the_attempt(office: Office) -> None:
    await freeze_alone(office)
    await open_with_key(office, "")
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)

    lost = await the_attempt(office)
    assert (lost.state, (lost.ending or {})["reason"]) == (AttemptState.LOST, "secret_lost")
    assert office.sees("张敏")[-1].text.startswith(f"【抽取未成立】{NUMBER}")


async def test_confidential_draw_shows_codes_and_counts_but_no_name(office: Office) -> None:
    await draw_in_secret(office)

    hidden = await the_attempt(office)
    assert (hidden.state, hidden.result, hidden.secret) == (AttemptState.DRAWN, None, None)
    result = office.group.screen()[-1].text
    assert result.startswith(f"【抽取结果（保密）】{NUMBER}")
    assert "抽取检查对象 3 家，检查组 2 个，拟派检查人员 4 名" in result
    assert all(code in result for code in (hidden.commitment, hidden.entropy_hash, hidden.result_hash))
    assert [words for words in screens(office) if any(name in words for name in TARGETS)] == []
    shown = [m.text for m in office.group.screen() if m.text.startswith("【抽取结果")]
    assert [words for words in shown if any(name in words for name in INSPECTORS)] == []
    assert not (office.stage.data_dir / "rounds" / NUMBER / "bundle.json").exists()
    assert (told(office, "已被抽中参加保密抽查"), office.drawn()) == (4, [])


async def test_reveal_comes_by_the_clock_and_verifies(office: Office) -> None:
    await draw_in_secret(office)
    hidden = await the_attempt(office)
    await office.stage.tick()
    assert (await the_attempt(office)).state is AttemptState.DRAWN
    await office.stage.restart_bot()
    await strike_at_the_reveal(office)

    standing = await the_attempt(office)
    assert (standing.state, standing.result_hash) == (AttemptState.STANDING, hidden.result_hash)
    assert faults_of(office) == []
    assert len(office.drawn()) == 4
    assert not (office.stage.data_dir / "secrets" / f"{NUMBER}-1").exists()
    await office.stage.tick()
    before = len(office.group.screen())
    await office.stage.tick()
    assert len(office.group.screen()) == before


async def test_secret_lost_before_the_reveal_is_recorded_and_told(office: Office) -> None:
    await draw_in_secret(office)
    (office.stage.data_dir / "secrets" / f"{NUMBER}-1").write_bytes(b"\x00" * 90)
    await strike_at_the_reveal(office)

    lost = await the_attempt(office)
    assert (lost.state, (lost.ending or {})["reason"]) == (AttemptState.LOST, "secret_lost")
    ended = f"【抽取未成立】{NUMBER}"
    assert any(m.text.startswith(ended) for m in office.group.screen())
    assert [name for name in ("张敏", "王芳") if not office.sees(name)[-1].text.startswith(ended)] == []
    assert told(office, "未成立，为此预留的时间可以取消") == 4


async def test_reveal_is_typed_and_taken_back(office: Office) -> None:
    await office.preview()
    await office.press("王芳", CARD, "保密抽取", in_group=True)
    question = office.sees("王芳", in_group=True)[-1]
    for typed in ("明天上午", "2026-09-20 08:30", "2026-10-09 14:00"):
        await office["王芳"].says(office.group, typed, reply_to=question)
        await office.stage.settle()
    preview = [m.text for m in office.group.screen() if m.text.startswith(CARD)]
    assert ["名单于 2026年10月9日（周五） 14:00 公布" in words for words in preview] == [True]
    await office.press("王芳", CARD, "保密抽取", in_group=True)
    await office.press("王芳", "发起抽查：保密抽取", "不保密", in_group=True)
    await office.press("王芳", CARD, "冻结", in_group=True)

    assert (await the_attempt(office)).plan["reveal_at"] is None


async def test_teams_hear_their_targets_two_hours_before_the_reveal_and_each_disclosure_is_recorded(
    office: Office,
) -> None:
    await draw_in_secret(office)
    last = [
        each.name
        for each in office.inspectors
        if any("已被抽中参加保密抽查" in m.text for m in each.screen())
    ]
    await unbind(office, last[-1])
    start = datetime.fromisoformat(f"{UNTIL}+08:00")
    office.stage.clock.move_to(start - timedelta(hours=2, minutes=1))
    await office.stage.tick()
    assert [words for words in screens(office) if any(name in words for name in TARGETS)] == []

    for _ in range(2):
        office.stage.clock.move_to(start - timedelta(hours=2))
        await office.stage.tick()
    told_now = [
        each for each in office.inspectors if any(m.text.startswith("【保密告知】") for m in each.screen())
    ]
    assert {each.name for each in told_now} == set(last[:-1])
    shown = [m.text for each in told_now for m in each.screen() if any(name in m.text for name in TARGETS)]
    assert len(shown) == len(told_now)
    assert last[-1] in office.sees("王芳")[-1].text
    assert not any(name in office.sees("王芳")[-1].text for name in TARGETS)
    assert not any(name in m.text for name in TARGETS for m in office.group.screen())
    async with office.stage.service.database.reading() as work:
        bodies = [row.body for row in await work.journal.all() if '"targets_disclosed"' in row.body]
    assert len(bodies) == len(told_now)
    assert (await the_attempt(office)).result is None

    office.stage.clock.move_to(start)
    await office.stage.tick()
    assert (await the_attempt(office)).state is AttemptState.STANDING
    assert not any(name in m.text for name in TARGETS for m in office.group.screen())
