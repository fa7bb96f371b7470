"""A question of the 代录 dialogue: it names what is entered; the last one asks for the picture."""

from typing import Any

from bot.domain.duties.on_paper import PaperKind
from bot.domain.people import Dialogue
from bot.domain.rounds import Round
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.by_computer import Shows, command
from bot.usecases.on_paper.paper_subject import console_name_of, name_of


async def put_question(act: Act, dialogue: Dialogue, screen: str, **values: Any) -> None:
    """Put a question under what is entered."""
    await dialogues.ask(act, dialogue, screen, what=await named_what(act, dialogue), **values)


async def ask_picture(act: Act, dialogue: Dialogue, **draft: Any) -> None:
    """Write the last answer into the draft, and ask for the picture of the paper.

    Where the round takes no files in the chat, the answers wait here until the computer brings it.
    """
    dialogue = await dialogues.advance(act, dialogue, "picture", **draft)
    opened = await act.work.rounds.get(int(str(dialogue.draft["round"])))
    if opened.takes_files:
        await put_question(act, dialogue, "on_paper.ask_picture")
    else:
        how = await picture_command(act, dialogue, opened)
        await put_question(act, dialogue, "on_paper.await_picture", command=how)


async def picture_command(act: Act, dialogue: Dialogue, opened: Round) -> dict[str, str]:
    """Return the text of the command that brings this picture from the computer."""
    name = await console_name_of(act, PaperKind(str(dialogue.draft["kind"])), subject_of(dialogue))
    return command(opened.number, name, Shows.PAPER)


async def named_what(act: Act, dialogue: Dialogue) -> dict[str, Any]:
    """Return the text of what is entered: the kind of paper, and whose it is."""
    kind = PaperKind(str(dialogue.draft["kind"]))
    return {"key": f"on_paper.what.{kind}", "name": await name_of(act, kind, subject_of(dialogue))}


def subject_of(dialogue: Dialogue) -> int:
    """Return the id of what is entered: a duty, a list administrator, or an inspection."""
    return int(str(dialogue.draft["subject"]))
