"""From the duty cards to the school gate: duties are accepted, passed on by decision, and reminded of."""

from demo.office import Cast
from demo.stage import DUTY, Stage, card, has_card, waiting
from demo.transcript import Transcript
from playground import PersonDriver

_ACCEPT, _SUBSTITUTE = "接受任务", "申请更换"


async def accept(stage: Stage, cast: Cast, transcript: Transcript) -> PersonDriver:
    """One asks for recusal, one is silent, the others accept; returns the silent one."""
    transcript.heading("接受任务、申请回避、递补")
    recused, silent, *others = [person for person in cast.inspectors if has_card(person, DUTY)]
    await _accept(stage, others)
    await _ask(stage, recused, "申请回避", "涉及配偶、近亲属", "配偶在被抽中的单位任职。")
    await _decide(stage, cast, "【回避审批】", "同意回避")
    await stage.presses(cast.chief, card(cast.chief, "【备案】"), "已备案")
    await _accept(stage, [person for person in cast.inspectors if person is not silent])
    return silent


async def ask_substitution(stage: Stage, cast: Cast, transcript: Transcript, silent: PersonDriver) -> None:
    """One who accepted falls ill and is replaced; another has a meeting, and is not."""
    transcript.heading("申请更换：一人获准，一人未获准")
    ill, busy, *_ = [
        person for person in cast.inspectors if person is not silent and waiting(person, DUTY, _SUBSTITUTE)
    ]
    await _ask(stage, ill, _SUBSTITUTE, "因病", "已住院，附诊断证明。")
    await _decide(stage, cast, "【更换审批】", "同意更换")
    await stage.presses(cast.chief, card(cast.chief, "【备案】"), "已备案")
    await _accept(stage, [person for person in cast.inspectors if person is not silent])
    await _ask(stage, busy, _SUBSTITUTE, "其他重要公务", "当天本单位有会议。")
    approver = await _decide(stage, cast, "【更换审批】", "不同意")
    await stage.presses(approver, card(approver, "请选择不同意更换的理由"), "所述公务或者情形可以另行安排")


async def _accept(stage: Stage, people: list[PersonDriver]) -> None:
    for person in people:
        if (message := waiting(person, DUTY, _ACCEPT)) is not None:
            await stage.presses(person, message, _ACCEPT)


async def _ask(stage: Stage, person: PersonDriver, request: str, cause: str, words: str) -> None:
    """Have somebody ask to be relieved of the whole round."""
    await stage.presses(person, card(person, DUTY), request)
    await stage.presses(person, card(person, f"请选择需要{request.removeprefix('申请')}"), "本批次全部任务")
    await stage.presses(person, person.last(), cause)
    await stage.says(person, words)


async def _decide(stage: Stage, cast: Cast, title: str, label: str) -> PersonDriver:
    """Have the approver of the unit decide; return who it was."""
    for person in cast.everybody():
        if (message := waiting(person, title, label)) is not None:
            await stage.presses(person, message, label)
            return person
    raise LookupError(title)


async def wait_for(stage: Stage, cast: Cast, transcript: Transcript, silent: PersonDriver) -> None:
    """Working days pass; the silent one is reminded, his silence reported, until he accepts."""
    transcript.heading("一人未接受任务，机器人催办、上报")
    while not has_card(cast.chief, "【逾期报告】"):
        await stage.pass_working_day()
    await stage.presses(silent, card(silent, "【催办】"), _ACCEPT)
