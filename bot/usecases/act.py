"""One act of one person in one transaction: what every use case is handed."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.domain.actions import Action
from bot.domain.deadlines import SHANGHAI, Deadline, is_overdue, open_deadline
from bot.domain.errors import NotAllowed
from bot.domain.journal.entries import Entry, Words, chain
from bot.domain.mail import SITE, Notice, NoticeKind, NoticeState
from bot.domain.people import Chat, ChatKind, Person, Role
from bot.domain.permissions import Actor, Case, Deny, decide
from bot.domain.ports import UnitOfWork
from bot.domain.results.materials import Sent
from bot.domain.workflow import step_for
from bot.usecases.actors import NOBODY, grants_on
from bot.usecases.office import Office, ground_of


@dataclass(frozen=True)
class Act:
    """Who acts, where and when, and the transaction of the act; `person` None is a stranger or the bot."""

    work: UnitOfWork
    office: Office
    at: datetime
    actor: Actor = NOBODY
    person: Person | None = None
    account_id: int | None = None
    chat_kind: ChatKind = ChatKind.PRIVATE
    chat: Chat | None = None
    callback_id: str = ""
    message_id: int | None = None
    sent: Sent | None = None
    after_commit: list[Callable[[], None]] = field(default_factory=list)

    @property
    def today(self) -> date:
        """Return the date in Asia/Shanghai."""
        return self.at.astimezone(SHANGHAI).date()

    @property
    def me(self) -> Person:
        """Return the person who acts; raise NotAllowed for a stranger."""
        if self.person is None:
            raise NotAllowed("denied.stranger")
        return self.person

    def permit(self, action: Action, case: Case | None = None) -> None:
        """Return if the act is allowed; raise NotAllowed with the reason's key."""
        verdict = decide(self.actor, action, self.chat_kind, case)
        if isinstance(verdict, Deny):
            raise NotAllowed(verdict.code, action=action.value)

    def ground(self, rule: str) -> dict[str, Any]:
        """Return the text of what a rule of the profile stands on: its article, or that it is a default."""
        return ground_of(self.office.profile.rule(rule))

    def due(self, deadline: Deadline) -> dict[str, Any]:
        """Return the text of a deadline's last day, marked 预计 where the calendar is not announced yet."""
        key = "date.provisional" if deadline.provisional else "date.due"
        return {"key": key, "day": {"date": deadline.due_on.isoformat()}}

    def standing(self, deadline: Deadline) -> dict[str, Any]:
        """Return the text of a deadline's last day, and that it is over where it is."""
        due = self.due(deadline)
        return {"key": "date.overdue", "due": due} if is_overdue(deadline, self.today) else due

    async def record(self, event: str, **data: Any) -> Entry:
        """Append one entry to the journal; `data` holds ids, codes and commitments only."""
        last = await self.work.journal.last()
        entry = chain(last, event, self.person.id if self.person else None, self.at, data)
        return await self.work.journal.add(entry)

    async def notify(
        self, screen: str, to: Person | Chat, card: str = "", key: str | None = None, **data: Any
    ) -> None:
        """Put a notice to a person or a bound chat into the outbox; only one is made for a key."""
        if key is not None and await self.work.notices.one(unique_key=key):
            return
        target = {"person_id": to.id} if isinstance(to, Person) else {"chat_id": to.id}
        await self._post(screen=screen, card=card, unique_key=key, data=data, **target)

    async def reply(self, screen: str, card: str = "", key: str | None = None, **data: Any) -> None:
        """Answer where the act came from: the bound group, or the account's private chat."""
        if self.chat is not None:
            target = {"chat_id": self.chat.id}
        elif self.person is not None:
            target = {"person_id": self.person.id}
        else:
            target = {"account_id": self.account_id or 0}
        if self.person is None or self.chat is not None:
            waiting = await self.work.notices.all(state=NoticeState.PENDING, screen=screen, **target)
            if any((each.card, each.data) == (card, data) for each in waiting):
                return  # whoever floods the bot is told once what waits there already
        await self._post(screen=screen, card=card, unique_key=key, data=data, **target)

    async def tell_account(self, account_id: int, screen: str, **data: Any) -> None:
        """Put a notice to a bare account, of a person or of nobody, into the outbox."""
        await self._post(screen=screen, account_id=account_id, data=data)

    async def forget_card(self, card: str, person: Person | None = None) -> None:
        """Have the card sent as a new message next time, at the end of the person's chat, or else of mine."""
        account_id = person.account_id if person else self.account_id
        if account_id is not None:
            for row in await self.work.cards.all(telegram_chat_id=account_id, name=card):
                await self.work.cards.change(row, message_id=0)

    async def toast(self, key: str, **params: Any) -> None:
        """Answer the button press with a short text, in the language of whoever pressed; the first counts."""
        answer = f"answer:{self.callback_id}"
        if self.callback_id and not await self.work.notices.one(unique_key=answer):
            data = {"callback_id": self.callback_id, "text": {"key": key, **params}}
            to = {"person_id": self.person.id if self.person else None, "unique_key": answer}
            await self._post(kind=NoticeKind.ANSWER, screen="toast", data=data, **to)

    async def paper(self, kind: str, subject_id: int) -> None:
        """Have a bundle, form or other document written anew after the commit."""
        await self._post(kind=NoticeKind.PAPER, screen=kind, data={"subject_id": subject_id})

    async def rewrite_site(self) -> None:
        """Have the public pages written anew after the commit."""
        await self.paper(SITE, 0)

    async def _post(self, **values: Any) -> None:
        await self.work.notices.add(Notice(made_at=self.at, **values))

    async def keep_words(self, words: str) -> Words:
        """Keep what somebody wrote in a row of its own, with a salt, and return the row."""
        person_id = self.person.id if self.person else None
        salt = self.office.random_hex(16)
        return await self.work.words.add(Words(person_id=person_id, salt=salt, text=words))

    async def owe(
        self,
        kind: str,
        subject: tuple[str, int],
        term_days: int,
        *,
        person_id: int | None = None,
        role: Role | None = None,
        unit: str = "",
        rule: str = "",
        since: date | None = None,
    ) -> Deadline:
        """Open a deadline of so many working days from today, or `since` a day, and return it with its id.

        The person owes it, or whoever holds the role for the unit; `rule` is the kind unless it is given.
        """
        deadline = open_deadline(
            kind=kind,
            subject_kind=subject[0],
            subject_id=subject[1],
            rule=rule or kind,
            article=self.office.profile.rule(rule or kind).article,
            started_on=since or self.today,
            term_days=term_days,
            table=self.office.calendar,
            calendar_version=self.office.calendar.version,
            person_id=person_id,
            role=role,
            unit=unit,
        )
        return await self.work.deadlines.add(deadline)

    async def owe_by(
        self, kind: str, subject: tuple[str, int], due_on: date, *, rule: str, **whose: Any
    ) -> Deadline:
        """Open a deadline that ends on a day named by law or in a decision; `whose` as for owe()."""
        article = self.office.profile.rule(rule).article
        about: dict[str, Any] = {"subject_kind": subject[0], "subject_id": subject[1], "rule": rule}
        days = {"started_on": self.today, "due_on": due_on}
        return await self.work.deadlines.add(Deadline(kind=kind, article=article, **about, **days, **whose))

    async def settle(self, kind: str, subject: tuple[str, int], **where: Any) -> None:
        """Settle the open deadlines of this kind and subject: nobody is reminded of them again."""
        await self._end(kind, subject, "settle", where)

    async def cancel(self, kind: str, subject: tuple[str, int], **where: Any) -> None:
        """Cancel the open deadlines of this kind and subject: what they were for is not owed any more."""
        await self._end(kind, subject, "cancel", where)

    async def _end(self, kind: str, subject: tuple[str, int], command: str, where: dict[str, Any]) -> None:
        open_ones = {"kind": kind, "subject_kind": subject[0], "subject_id": subject[1], "state": "open"}
        for deadline in await self.work.deadlines.all(**open_ones, **where):
            await self.end_deadline(deadline, command)

    async def end_deadline(self, deadline: Deadline, command: str) -> None:
        """Settle, cancel or lapse a deadline, as the command says."""
        step = step_for(command, deadline.state)
        await self.work.deadlines.move(deadline, step.target, ended_on=self.today)

    async def holders(
        self, role: Role, unit: str | None = None, *, apart_from: Collection[int] = ()
    ) -> tuple[list[Person], bool]:
        """Return who can act in the role (for the unit), and whether it is the lead office in their place.

        Who acts by delegation of somebody of `apart_from` does not count: he would decide in his stead.
        """
        grants = await grants_on(self.work, self.today, role=role)
        grants = [grant for grant in grants if grant.lent_by not in apart_from]
        ids = {grant.person_id for grant in grants if unit is None or grant.unit in ("", unit)}
        people = [each for each in await self.work.people.all(id=tuple(ids)) if each.account_id is not None]
        if people or role is Role.LEAD_OFFICE:
            return people, False
        people, _ = await self.holders(Role.LEAD_OFFICE)
        return people, True
