"""/help: what my roles are for, the commands that do something for me here, and where the others work."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.commands import commands_of
from bot.domain.people import ChatKind
from bot.usecases import dialogues
from bot.usecases.act import Act

_ELSEWHERE = {ChatKind.PRIVATE: ChatKind.OFFICE, ChatKind.OFFICE: ChatKind.PRIVATE}


async def help_me(act: Act) -> None:
    """Show what I can do here, with examples, and the dialogue that I have left open."""
    act.permit(Action.HELP)
    if act.person is None:
        await act.reply("help.stranger")
        return
    roles = sorted({role.value for role, _ in act.actor.grants})
    here = commands_of(act.actor, act.chat_kind)
    await act.reply(
        "help.mine",
        name=act.person.name,
        lines=[{"key": f"help.{role}"} for role in roles] or "",
        commands=[command_line(name) for name in here],
        elsewhere=_elsewhere(act, here),
        **await _open_dialogue(act),
    )


def command_line(name: str) -> dict[str, Any]:
    """Return the line of a command: what it does, and an example."""
    what = {"what": {"key": f"menu.{name}"}, "example": {"key": f"help.example.{name}"}}
    return {"key": "help.line", "command": name, **what}


def _elsewhere(act: Act, here: tuple[str, ...]) -> Any:
    """Name the commands that work for me in the other kind of chat only."""
    there = _ELSEWHERE[act.chat_kind]
    names = [name for name in commands_of(act.actor, there) if name not in here]
    words = "、".join(f"/{name}" for name in names)
    return {"key": f"help.in_{there}", "commands": words} if names else ""


async def _open_dialogue(act: Act) -> dict[str, Any]:
    dialogue = await dialogues.current(act)
    if dialogue is None or not dialogue.asked:
        return {"open": ""}
    topic = {"key": f"dialogue.topic.{dialogue.topic}"}
    return {"open": {"key": "help.open", "topic": topic}, "dialogue": dialogue.id}
