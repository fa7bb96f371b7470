"""Two who are at the same matter, each in a dialogue of his own, read of each other."""

from datetime import timedelta
from typing import Any

from bot.usecases.act import Act

_NEW = timedelta(days=1)
_MATTERS = {
    "amendment": "inspection",
    "amendment_refusal": "amendment",
    "change_paper": "request",
    "extension": "follow_up",
    "extension_decision": "extension",
    "handover": "person",
    "lend": "person",
    "measure": "follow_up",
    "measure_return": "follow_up",
    "on_paper": "round",
    "outcome": "inspection",
    "outcome_paper": "follow_up",
    "paper": "unreached",
    "plan": "line",
    "plan_refusal": "consent",
    "plan_withdrawal": "line",
    "platform": "round",
    "receipt": "inspection",
    "record_return": "inspection",
    "report_words": "round",
    "refusal": "request",
    "schedule": "inspection",
    "sent_back": "inspection",
    "specialist": "duty",
    "undrawn_correct": "undrawn",
    "visit": "merge",
    "visit_day": "inspection",
    "visitors": "follow_up",
}
"""The part of a draft that says what a private dialogue of this topic is about, where two may be at it."""


async def tell_of_each_other(act: Act, topic: str, draft: dict[str, Any]) -> None:
    """Two at once in one group: both read in it who else is at the same thing; in private each is told."""
    if act.chat is None:
        await _tell_privately(act, topic, draft)
        return
    open_ones = await act.work.dialogues.all(chat_id=act.chat.id, topic=topic, is_open=True)
    others = tuple({each.person_id for each in open_ones} - {act.me.id})
    if others:
        names = "、".join(each.name for each in await act.work.people.all(id=others))
        what = {"key": f"dialogue.topic.{topic}"}
        await act.reply("dialogue.also_open", name=act.me.name, names=names, topic=what)


async def _tell_privately(act: Act, topic: str, draft: dict[str, Any]) -> None:
    """Two who are at the same matter today, each in his own chat, are told of each other."""
    matter = _MATTERS.get(topic)
    if matter is None or matter not in draft:
        return
    what = {"key": f"dialogue.topic.{topic}"}
    for each in await act.work.dialogues.all(topic=topic, chat_id=None, is_open=True):
        is_new = each.asked_at is not None and act.at - each.asked_at < _NEW
        if is_new and each.person_id != act.me.id and each.draft.get(matter) == draft[matter]:
            other = await act.work.people.get(each.person_id)
            await act.notify("dialogue.also_private", other, names=act.me.name, topic=what)
            await act.reply("dialogue.also_private", names=other.name, topic=what)
