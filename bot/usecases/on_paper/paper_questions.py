"""A question of the 代录 dialogue: it names what is entered; the last one asks for the picture."""

from typing import Any

from bot.domain.duties.on_paper import PaperKind
from bot.domain.people import Dialogue
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.on_paper.paper_subject import name_of


async def put_question(act: Act, dialogue: Dialogue, screen: str, **values: Any) -> None:
    """Put a question under what is entered."""
    await dialogues.ask(act, dialogue, screen, what=await named_what(act, dialogue), **values)


async def ask_picture(act: Act, dialogue: Dialogue, **draft: Any) -> None:
    """Write the last answer into the draft, and ask for the picture of the paper."""
    await put_question(
        act, await dialogues.advance(act, dialogue, "picture", **draft), "on_paper.ask_picture"
    )


async def named_what(act: Act, dialogue: Dialogue) -> dict[str, Any]:
    """Return the text of what is entered: the kind of paper, and whose it is."""
    kind = PaperKind(str(dialogue.draft["kind"]))
    return {"key": f"on_paper.what.{kind}", "name": await name_of(act, kind, subject_of(dialogue))}


def subject_of(dialogue: Dialogue) -> int:
    """Return the id of what is entered: a duty, a list administrator, or an inspection."""
    return int(str(dialogue.draft["subject"]))
