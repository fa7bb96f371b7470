"""Long lists: turn the page, search by typing. The newest state of a card is its last notice."""

from typing import Any

from bot.domain.errors import Invalid, Stale
from bot.domain.long_lists import found, list_of
from bot.domain.mail import Notice
from bot.domain.people import Dialogue
from bot.usecases import dialogues
from bot.usecases.act import Act

_LONGEST = 50


async def turn_page(act: Act, card: str, page: int) -> None:
    """Show another page of the list on this card."""
    shown = await _shown(act, card)
    await _show(act, shown, page_of_list=page)


async def show_all(act: Act, card: str) -> None:
    """Leave the search and show the whole list."""
    shown = await _shown(act, card)
    await _show(act, shown, page_of_list=0, search="")


async def ask_words(act: Act, card: str) -> None:
    """Ask for a few letters of what is sought; a list within a dialogue takes them without being asked."""
    await _shown(act, card)
    dialogue = await dialogues.begin(act, "list", "words", card=card)
    await dialogues.ask(act, dialogue, "list.ask_words")


async def type_words(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Show what the words leave of the list, at the end of the chat."""
    card = str(dialogue.draft["card"])
    shown = await _shown(act, card)
    words = _checked(shown.data, typed)
    await dialogues.end(act, dialogue)
    await act.forget_card(card)
    await _show(act, shown, page_of_list=0, search=words)


async def narrow(act: Act, dialogue: Dialogue, typed: str) -> bool:
    """Show what the words leave of an open question's long list; return False where they name nothing in it.

    What names one entry exactly is an answer, and left to the question.
    """
    data: dict[str, Any] = dict(dialogue.asked.get("data", {}))  # type: ignore[call-overload]
    if not list_of(data) or len(typed) > _LONGEST or _names_one(data, typed):
        return False
    if not found(data | {"search": typed}):
        return False
    await dialogues.look(act, dialogue, search=typed, page_of_list=0)
    return True


def _names_one(data: dict[str, Any], typed: str) -> bool:
    return any(
        typed == part
        for entry in data[list_of(data)]
        for part in (entry if isinstance(entry, list) else [entry])
    )


def _checked(data: dict[str, Any], typed: str) -> str:
    words = typed.strip()
    if not words or len(words) > _LONGEST or not found(data | {"search": words}):
        raise Invalid("list.nothing")
    return words


async def _shown(act: Act, card: str) -> Notice:
    """Return the newest notice of this card here; raise Stale where it shows no list any longer."""
    where = {"chat_id": act.chat.id} if act.chat else {"person_id": act.me.id}
    notices = await act.work.notices.all(card=card, **where)
    if not notices or not list_of(notices[-1].data):
        raise Stale
    return notices[-1]


async def _show(act: Act, shown: Notice, **more: Any) -> None:
    if dialogue_id := shown.data.get("dialogue"):
        await dialogues.look(act, await dialogues.resume(act, dialogue_id), **more)
    else:
        await act.reply(shown.screen, card=shown.card, **{**shown.data, **more})
