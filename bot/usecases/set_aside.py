"""搁置: a dialogue that waits for its picture only is not lost when another begins."""

from typing import Any

from bot.domain.people import Dialogue
from bot.usecases.act import Act

_ASIDE = "is_aside"
_SCREENS = {"on_paper.ask_picture": "on_paper.aside", "on_paper.await_picture": "on_paper.aside_for_computer"}
"""Questions that are set aside, and what stands in their place meanwhile."""


async def set_aside(act: Act, dialogue: Dialogue) -> bool:
    """Keep what was answered, and say so in place of the question; return False where it asks for more."""
    asked: dict[str, Any] = dict(dialogue.asked)
    if (screen := _SCREENS.get(asked.get("screen", ""))) is None:
        return False
    draft = {**dialogue.draft, _ASIDE: True}
    await act.work.dialogues.change(dialogue, is_open=False, draft=draft, version=dialogue.version + 1)
    await act.reply(screen, card=asked["card"], **{**asked["data"], "dialogue": dialogue.id})
    return True


def is_aside(dialogue: Dialogue) -> bool:
    """Return whether the dialogue gave way to another and still waits for its picture."""
    return bool(dialogue.draft.get(_ASIDE))


def not_aside(dialogue: Dialogue) -> dict[str, Any]:
    """Return the draft of a dialogue that is gone on with, or at its end."""
    return {name: value for name, value in dialogue.draft.items() if name != _ASIDE}


async def set_aside_by_me(act: Act, topic: str) -> list[Dialogue]:
    """Return what I have set aside of this topic, the newest last."""
    mine = await act.work.dialogues.all(person_id=act.me.id, topic=topic, is_open=False)
    return [each for each in mine if is_aside(each)]
