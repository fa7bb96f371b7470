"""更改随机方式: dice of other kinds, readings, texts, secrets, from the preview to a bundle that verifies."""

import json

import pytest

from bot.domain.people import Grant, Role
from bot.domain.rounds import AttemptState
from tests.stories.attempts import NUMBER, abort, attempts, faults_of
from tests.stories.kept import kept
from tests.stories.office import Office
from tests.stories.wording import say

DIGITS = "01234567890123456789"
SIGNATURE = "ab" * 48


async def choose(office: Office, way: str) -> None:
    """Have the coordinator choose this way on the preview."""
    await office.preview()
    await office.press("王芳", "发起抽查：请核对", "更改随机方式", in_group=True)
    await office.press("王芳", "发起抽查：请选择随机数", way, in_group=True)


@kept
async def freeze(office: Office, way: str) -> None:
    """Have the coordinator freeze a draw with this way."""
    await choose(office, way)
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)


async def answer(office: Office, who: str, beginning: str, words: str) -> None:
    """Reply to the newest message in the group that begins so."""
    question = [each for each in office.group.screen() if each.text.startswith(beginning)][-1]
    await office[who].says(office.group, words, reply_to=question)
    await office.stage.settle()


def secrets(office: Office) -> list[str]:
    """Return the names of the secrets that are kept."""
    folder = office.stage.data_dir / "secrets"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def published(office: Office) -> dict[str, object]:
    """Return the published bundle."""
    raw = (office.stage.data_dir / "rounds" / NUMBER / "bundle.json").read_bytes()
    found: dict[str, object] = json.loads(raw)
    return found


async def observe_also(office: Office, name: str) -> None:
    """Make somebody else an observer."""
    async with office.stage.service.database.writing() as work:
        person = await work.people.one(name=name)
        assert person is not None
        await work.grants.add(Grant(person_id=person.id, role=Role.OBSERVER))


async def test_eleven_slot_machines(office: Office) -> None:
    await freeze(office, "群内老虎机")
    await office.press("王芳", NUMBER, "开始掷骰", in_group=True)

    assert faults_of(office) == []
    thrown = [each for each in office.group.screen() if each.dice is not None]
    assert [each.json["dice"]["emoji"] for each in thrown] == ["🎰"] * 11


async def test_dice_typed_blind_by_two(office: Office) -> None:
    await freeze(office, "现场十面骰")
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)
    for who, typed in (("王芳", DIGITS), ("郑观", "01234 56789 01234 56789")):
        await office.press(who, "【骰子读数】", "录入")
        await office.say(who, typed)

    assert faults_of(office) == []
    assert published(office)["transcript"] == [{"i": 0, "kind": "d10", "src": "room", "val": DIGITS}]


async def test_one_reading_gives_no_result_and_is_not_shown(office: Office) -> None:
    await freeze(office, "现场十面骰")
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)
    await office.press("王芳", "【骰子读数】", "录入")
    await office.say("王芳", DIGITS)
    again = await office.press("王芳", "【骰子读数】", "录入")

    (attempt,) = await attempts(office)
    assert attempt.state is AttemptState.THROWING
    assert again.startswith("本次已经录入")
    others = [*office.sees("郑观"), *office.group.screen(), *office.sees("张敏")]
    assert [each for each in others if DIGITS in each.text] == []


async def test_three_different_readings_lose_the_attempt(office: Office) -> None:
    await freeze(office, "现场十面骰")
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)
    for _ in range(3):
        for who, typed in (("王芳", DIGITS), ("郑观", DIGITS[::-1])):
            await office.press(who, "【骰子读数】", "录入")
            await office.say(who, typed)

    (attempt,) = await attempts(office)
    assert (attempt.state, (attempt.ending or {})["reason"]) == (AttemptState.LOST, "typists_disagree")


async def test_digits_of_another_number_are_refused(office: Office) -> None:
    await freeze(office, "现场十面骰")
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)
    await office.press("郑观", "【骰子读数】", "录入")
    await office.say("郑观", DIGITS[:-1])
    await office.say("郑观", DIGITS)

    (attempt,) = await attempts(office)
    assert attempt.collecting["observer"]["value"] == DIGITS


async def test_texts_of_two_observers_with_the_secret(office: Office) -> None:
    await observe_also(office, "周审")
    await freeze(office, "2 名现场监督人员")
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)
    assert secrets(office) == [f"{NUMBER}-1"]
    await answer(office, "郑观", f"{NUMBER}：请现场监督人员", "风调雨顺")
    await office.stage.restart_bot()
    await answer(office, "郑观", f"{NUMBER}：请现场监督人员", "另写一条")
    await answer(office, "周审", f"{NUMBER}：请现场监督人员", "国泰民安")

    assert faults_of(office) == []
    bundle = published(office)
    assert [each["val"] for each in bundle["transcript"]] == ["风调雨顺", "国泰民安"]  # type: ignore[attr-defined]
    assert bundle["secret"] is not None
    assert secrets(office) == []


@pytest.mark.parametrize("who", ["甲一", "王芳", "张敏"])
async def test_texts_of_others_do_not_count(office: Office, who: str) -> None:
    await freeze(office, "2 名现场监督人员")
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)
    await answer(office, who, f"{NUMBER}：请现场监督人员", "风调雨顺")

    (attempt,) = await attempts(office)
    assert attempt.transcript == []


async def test_draw_that_waits_for_its_first_text_can_be_aborted(office: Office) -> None:
    await freeze(office, "2 名现场监督人员")
    await office.press("王芳", NUMBER, "申请中止", in_group=True)
    question = office.sees("王芳", in_group=True)[-1]
    await office.press("王芳", f"{NUMBER} 的封存码", "开始产生随机数", in_group=True)
    await office.stage.presses(office["王芳"], question, "现场监督人员离场")
    await office.press("张敏", "【抽取中止审批】", "同意中止")

    (attempt,) = await attempts(office)
    assert attempt.state is AttemptState.ABORTED
    assert secrets(office) == []


async def test_secret_alone_is_labelled_and_published_with_the_result(office: Office) -> None:
    await freeze(office, "仅用机器人的保密随机数")
    kept = (office.stage.data_dir / "secrets" / f"{NUMBER}-1").stat().st_mode & 0o777
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)

    assert kept == 0o600
    assert faults_of(office) == []
    assert secrets(office) == []
    result = next(m.text for m in office.sees("郑观", in_group=True) if m.text.startswith("【抽取结果】"))
    assert "L0 未引入外部随机源" in result


async def test_secret_is_not_in_the_database_before_the_result(office: Office) -> None:
    await freeze(office, "仅用机器人的保密随机数")
    secret = office.stage.service.desk.office.secrets.read(f"{NUMBER}-1")

    files = [path for path in office.stage.data_dir.iterdir() if path.is_file()]
    assert [path.name for path in files if secret.encode() in path.read_bytes()] == []


async def test_secret_that_cannot_be_read_loses_the_attempt(office: Office) -> None:
    await freeze(office, "仅用机器人的保密随机数")
    (office.stage.data_dir / "secrets" / f"{NUMBER}-1").unlink()
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)

    (attempt,) = await attempts(office)
    assert (attempt.state, (attempt.ending or {})["reason"]) == (AttemptState.LOST, "secret_lost")


async def test_redraw_is_never_below_l2(office: Office) -> None:
    await office.freeze()
    await abort(office)
    await office.press("王芳", "【抽取未成立】", "重新抽取", in_group=True)
    await office.press("王芳", "发起抽查：请核对", "更改随机方式", in_group=True)

    labels = [button.label for button in office.sees("王芳", in_group=True)[-1].each_button()]
    assert [label for label in labels if "L0" in label or "L1" in label] == []


BALLS, WRONG = " ".join(map(str, range(20, 0, -1))), " ".join(map(str, range(21, 1, -1)))


async def test_dice_need_an_observer_who_has_seen_them(office: Office) -> None:
    async with office.stage.service.database.writing() as work:
        observer = await work.people.one(name="郑观")
        assert observer is not None
        await work.people.change(observer, account_id=None)
    await freeze(office, "现场十面骰")
    toast = await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)

    (attempt,) = await attempts(office)
    assert toast.startswith("须由经办人和另一名已绑定账号的人员各自录入")
    assert attempt.state is AttemptState.ANNOUNCED


async def test_text_from_a_flood_that_others_have_overtaken_is_asked_for_again(office: Office) -> None:
    await observe_also(office, "周审")
    await freeze(office, "2 名现场监督人员")
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)
    question = next(m for m in office.group.screen() if m.text.startswith(f"{NUMBER}：请现场监督人员"))
    await office.stage.service.stop()
    for _ in range(6):
        await office["郑观"].says(office.group, "/status")
    await office["郑观"].says(office.group, "风调雨顺", reply_to=question)
    await office["周审"].says(office.group, "国泰民安", reply_to=question)
    await office.stage.start_bot()
    await office.stage.settle()

    (attempt,) = await attempts(office)
    assert [each["val"] for each in attempt.transcript] == ["国泰民安"]
    said = [each.text.split("\n\n〔")[0] for each in office.group.screen()]
    assert said.count(say("texts.overtaken")) == 1

    await answer(office, "郑观", f"{NUMBER}：请现场监督人员", "五谷丰登")
    assert faults_of(office) == []
