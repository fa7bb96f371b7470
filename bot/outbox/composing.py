"""From a notice to the parameters of one call: where to, in which language, with which buttons."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from bot.domain.mail import Attached, ButtonRow, Card, Notice, NoticeKind, file_name
from bot.domain.people import Chat, Person
from bot.domain.ports import Render, UnitOfWork
from bot.domain.texts import Button, LinkButton, Screen, Text
from bot.sealing import seal
from bot.views import screen_of

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
_LONGEST_TOAST = 200
_UNNUMBERED = (
    "draw:",
    "import:",
    "recusal:",
    "refusal:",
    "outcome:",
    "throwing:",
    "bind:",
    "dialogue:",
    "schedule:",
    "guide:",
    "choice:",
    "source:",
)


@dataclass(frozen=True)
class Office:
    """What composing needs to know of this bot: its @name, the key that seals buttons, and the renderer."""

    bot_name: str
    button_key: bytes
    render: Render
    data_dir: str


@dataclass(frozen=True)
class Call:
    """One call of the Bot API; `chat_id` is what it is paced by (0: not paced)."""

    method: str
    params: dict[str, Any]
    chat_id: int = 0
    files: dict[str, Attached] | None = None
    card: Card | None = None


@dataclass(frozen=True)
class Address:
    """Where a notice goes, and in which language."""

    chat_id: int
    language: str
    thread_id: int | None = None
    person: Person | None = None
    chat: Chat | None = None


async def compose(work: UnitOfWork, office: Office, notice: Notice, address: Address) -> Call:
    """Return the call that delivers the notice."""
    if notice.kind is NoticeKind.ANSWER:
        return _answer(office, notice, address)
    if notice.kind is NoticeKind.THROW:
        return Call("sendDice", _to(address) | {"emoji": notice.data.get("emoji", "🎲")}, address.chat_id)
    if notice.kind is NoticeKind.LEAVE:
        return Call("leaveChat", {"chat_id": address.chat_id}, address.chat_id)
    if notice.kind is NoticeKind.MENU:
        return _menu(office, notice)
    return await _message(work, office, notice, address)


def _answer(office: Office, notice: Notice, address: Address) -> Call:
    screen = screen_of("toast", notice.data, office.bot_name)
    words = office.render(address.language, screen.text)[:_LONGEST_TOAST]
    alert = bool(notice.data.get("is_alert"))
    return Call(
        "answerCallbackQuery",
        {"callback_query_id": notice.data["callback_id"], "text": words, "show_alert": alert},
    )


def _menu(office: Office, notice: Notice) -> Call:
    """Return the call that sets the commands of a scope; without commands the wider scope applies again."""
    language = notice.data["language"]
    commands = [
        {"command": name, "description": office.render(language, Text(f"menu.{name}"))}
        for name in notice.data["commands"]
    ]
    where = {"scope": notice.data["scope"]}
    where |= {"language_code": notice.data["code"]} if notice.data["code"] else {}
    if not commands:
        return Call("deleteMyCommands", where)
    return Call("setMyCommands", where | {"commands": commands})


async def _message(work: UnitOfWork, office: Office, notice: Notice, address: Address) -> Call:
    data = notice.data | {"card_name": notice.card} if notice.card else notice.data
    screen = screen_of(notice.screen, data, office.bot_name)
    card = await work.cards.one(telegram_chat_id=address.chat_id, name=notice.card) if notice.card else None
    is_edit = card is not None and card.message_id > 0
    number = card.notice_id if card is not None and is_edit else notice.id
    is_repeat = notice.is_repeat and not is_edit
    text = _labelled(office, notice, address, screen, number, is_repeat=is_repeat)
    markup = await _keyboard(work, office, notice, address, screen)
    if screen.document:
        params = _to(address) | {"caption": cut(text, LONGEST_CAPTION)} | markup
        file = Attached(f"{office.data_dir}/{screen.document}", _file_name(office, address, screen))
        return Call("sendDocument", params, address.chat_id, {"document": file})
    params = {"text": text, "link_preview_options": {"is_disabled": True}} | markup
    if card is not None and is_edit:
        edit = {"chat_id": address.chat_id, "message_id": card.message_id}
        return Call("editMessageText", edit | params, address.chat_id, card=card)
    return Call("sendMessage", _to(address) | params, address.chat_id, card=card)


def _file_name(office: Office, address: Address, screen: Screen) -> str:
    """Return how the file is called for whoever gets it."""
    path = PurePosixPath(screen.document)
    if screen.document_name is None:
        return path.name
    return file_name(office.render(address.language, screen.document_name), path.suffix)


def _labelled(
    office: Office, notice: Notice, address: Address, screen: Screen, number: int, *, is_repeat: bool
) -> str:
    """Bear the notice number; a repeat says so, and that the first one counts; an edit makes no copy."""
    text = office.render(address.language, screen.text)
    if is_repeat:
        text = office.render(address.language, Text("notice.repeated", {"n": number, "text": text}))
    elif not notice.card.startswith(_UNNUMBERED):
        text = office.render(address.language, Text("notice.numbered", {"n": number, "text": text}))
    return cut(text, LONGEST_TEXT)


def cut(text: str, units: int) -> str:
    """Return the text within so many UTF-16 units, which is how Telegram counts."""
    if len(text.encode("utf-16-le")) // 2 <= units:
        return text
    kept = text.encode("utf-16-le")[: 2 * (units - 2)].decode("utf-16-le", errors="ignore")
    return f"{kept}…"


async def _keyboard(
    work: UnitOfWork, office: Office, notice: Notice, address: Address, screen: Screen
) -> dict[str, Any]:
    kept = iter(await work.buttons.add_all(_button_rows(notice, screen)))
    rows = [
        [
            {"text": office.render(address.language, each.label)}
            | ({"url": each.url} if isinstance(each, LinkButton) else _sealed(office, next(kept)))
            for each in row
        ]
        for row in screen.keyboard
    ]
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _button_rows(notice: Notice, screen: Screen) -> list[ButtonRow]:
    """Return what each button does, in reading order; a link does nothing here."""
    return [
        ButtonRow(action=each.action, args=dict(each.args), notice_id=notice.id, person_id=notice.person_id)
        for row in screen.keyboard
        for each in row
        if isinstance(each, Button)
    ]


def _sealed(office: Office, row: ButtonRow) -> dict[str, Any]:
    return {"callback_data": seal(office.button_key, row.id)}


def _to(address: Address) -> dict[str, Any]:
    to: dict[str, Any] = {"chat_id": address.chat_id}
    return to | {"message_thread_id": address.thread_id} if address.thread_id else to
