"""The menus of commands that Telegram shows: everybody's own in private, and his own in each office group.

What was last set is kept, so that a call is made only where something has changed: a role, a binding, the
language, a group. Telegram applies the narrowest scope, so who has no menu of his own sees the public one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.commands import commands_of
from bot.domain.mail import Menu, Notice, NoticeKind
from bot.domain.people import Chat, ChatKind, Person
from bot.domain.permissions import Actor
from bot.usecases.act import Act
from bot.usecases.actors import actors_of

_PUBLIC = {"zh_CN": "", "en": "en"}
"""The language codes of the public menu: the one without a code is for every other language."""


@dataclass(frozen=True)
class _Wanted:
    """A menu as it should be: `place` is Telegram's scope, `name` what we call it."""

    name: str
    place: dict[str, Any]
    commands: tuple[str, ...]
    language: str
    code: str = ""
    account_id: int = 0
    person_id: int | None = None

    @property
    def said(self) -> str:
        return f"{self.language}:{','.join(self.commands)}" if self.commands else ""


async def refresh_all(act: Act) -> None:
    """Set every menu that is not set yet: when the bot starts, whatever the console has changed meanwhile."""
    public = commands_of(Actor(), ChatKind.PRIVATE)
    default = {"type": "default"}
    wanted = [_Wanted(f"default:{code}", default, public, said, code) for said, code in _PUBLIC.items()]
    await _set(act, wanted)
    await refresh(act, await act.work.people.all())


async def refresh_touched(act: Act) -> None:
    """Set the menus of the people whose role, account or language this transaction has changed."""
    grants = [await act.work.grants.get(each) for each in act.work.grants.touched]
    changed = act.work.people.touched | {grant.person_id for grant in grants}
    if changed:
        await refresh(act, await act.work.people.all(id=tuple(sorted(changed))))


async def refresh(act: Act, people: Sequence[Person], chats: list[Chat] | None = None) -> None:
    """Set the menus of these people in private and in every office group, or besides in these groups only."""
    places = await act.work.chats.all(is_bound=True) if chats is None else chats
    await _take_away(act, people)
    wanted: list[_Wanted] = []
    for person, actor in zip(people, await actors_of(act.work, people, act.today), strict=True):
        wanted += _of_person(person, actor, places)
    await _set(act, wanted)


async def refresh_group(act: Act, chat: Chat) -> None:
    """Set everybody's menu in a group that is new, or has a new id."""
    await refresh(act, await act.work.people.all(), [chat])


async def try_again(act: Act) -> None:
    """Set the menu of whoever acts in this group where Telegram did not know him here before."""
    if act.chat is None or act.person is None or act.account_id is None:
        return
    menu = await act.work.menus.one(scope=_member(act.chat, act.account_id))
    if menu is not None and not menu.said:
        await refresh(act, [act.person], [act.chat])


async def note_refused(act: Act, scope: str) -> None:
    """Keep that Telegram did not take the menu: the person is not there, or has not pressed Start."""
    if menu := await act.work.menus.one(scope=scope):
        await act.work.menus.change(menu, said="")


def _of_person(person: Person, actor: Actor, chats: list[Chat]) -> Iterator[_Wanted]:
    account = person.account_id
    if account is None:
        return
    whose: dict[str, Any] = {"language": person.language, "account_id": account, "person_id": person.id}
    mine = commands_of(actor, ChatKind.PRIVATE)
    yield _Wanted(f"chat:{account}", {"type": "chat", "chat_id": account}, mine, **whose)
    mine = commands_of(actor, ChatKind.OFFICE)
    for chat in chats:
        place = {"type": "chat_member", "chat_id": chat.telegram_id, "user_id": account}
        yield _Wanted(_member(chat, account), place, mine, **whose)


def _member(chat: Chat, account_id: int) -> str:
    return f"member:{chat.telegram_id}:{account_id}"


async def _take_away(act: Act, people: Sequence[Person]) -> None:
    """An account that is no longer the person's sees the public menu again."""
    accounts = {person.id: person.account_id for person in people}
    for menu in await act.work.menus.all(person_id=tuple(accounts)):
        if menu.account_id != accounts[menu.person_id or 0]:
            await act.work.menus.change(menu, person_id=None)
            await _set(act, [_Wanted(menu.scope, menu.place, (), "zh_CN", account_id=menu.account_id)])


async def _set(act: Act, menus: Sequence[_Wanted]) -> None:
    """Set those that are not set so yet."""
    rows = await act.work.menus.all(scope=tuple(wanted.name for wanted in menus))
    known = {row.scope: row for row in rows}
    for wanted in menus:
        await _set_one(act, wanted, known.get(wanted.name))


async def _set_one(act: Act, wanted: _Wanted, menu: Menu | None) -> None:
    if menu is None:
        row = Menu(scope=wanted.name, account_id=wanted.account_id, place=wanted.place, said=wanted.said)
        await act.work.menus.add(row.model_copy(update={"person_id": wanted.person_id}))
    elif menu.said == wanted.said:
        return
    else:
        await act.work.menus.change(menu, said=wanted.said, person_id=wanted.person_id)
    data: dict[str, Any] = {"name": wanted.name, "scope": wanted.place, "commands": list(wanted.commands)}
    data |= {"language": wanted.language, "code": wanted.code}
    to = wanted.account_id
    notice = Notice(kind=NoticeKind.MENU, screen="menu", account_id=to, data=data, made_at=act.at)
    await act.work.notices.add(notice)
