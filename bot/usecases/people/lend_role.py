"""委托: another exercises a role for a period; it ends by itself, and gives no right to grant roles."""

from datetime import date, timedelta
from typing import Any

from bot.domain.actions import Action
from bot.domain.duties.leave import checked_period, read_period, usual_periods
from bot.domain.errors import Refused, Stale
from bot.domain.people import Dialogue, Grant, Person
from bot.domain.role_rules import LENDABLE, refuse_lending
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.office import unit_text
from bot.usecases.people.invite import permit_role
from bot.usecases.people.show_people import permit_person
from bot.usecases.people.successors import ask_successor, may_change, named, successor
from bot.usecases.people.turn_delegations import begin, lent_data

TOPIC = "lend"


async def start_lending(act: Act, person_id: int) -> None:
    """Ask which of the person's roles is delegated."""
    person = await act.work.people.get(person_id)
    await permit_person(act, person, Action.CHANGE_ROLES)
    grants = await _lendable(act, person)
    if not grants:
        raise Refused("lend.nothing", name=person.name)
    dialogue = await dialogues.begin(act, TOPIC, person=person.id)
    options = [[grant.id, grant.role] for grant in grants]
    await dialogues.ask(
        act, dialogue, "lend.ask_role", name=person.name, unit=unit_text(person.unit), options=options
    )


async def choose_role(act: Act, dialogue_id: int, version: int, grant_id: int) -> None:
    """Remember the role, and ask who exercises it."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    dialogue = await dialogues.advance(act, dialogue, "person", grant=grant_id)
    await ask_successor(act, dialogue, TOPIC)


async def take_deputy(act: Act, dialogue: Dialogue, person_id: int) -> None:
    """Remember who, and ask for the period."""
    deputy = await successor(act, person_id)
    grant = await _grant_of(act, dialogue)
    held = await act.work.grants.all(person_id=deputy.id, is_revoked=False)
    if (grant.role, grant.unit) in {(each.role, each.unit) for each in held}:
        raise Refused("lend.holds_already", name=deputy.name)
    refuse_lending(grant.role, {each.role for each in held})
    dialogue = await dialogues.advance(act, dialogue, "days", deputy=deputy.id)
    periods = list(usual_periods(act.today))
    await dialogues.ask(act, dialogue, "lend.ask_days", name=deputy.name, periods=periods)


async def choose_days(act: Act, dialogue_id: int, version: int, period: str) -> None:
    """Take one of the usual spans."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    await _preview(act, dialogue, *usual_periods(act.today)[period])


async def type_answer(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take what was typed for the deputy or for the period."""
    if dialogue.awaits == "person":
        await take_deputy(act, dialogue, (await named(act, dialogue, typed)).id)
        return
    await _preview(act, dialogue, *read_period(typed, act.today))


async def confirm_lending(act: Act, dialogue_id: int, version: int) -> None:
    """Grant the role for the period; both are told, the deputy gets what is open from the first day on."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    first, last = (date.fromisoformat(str(dialogue.draft[name])) for name in ("first", "last"))
    grant, deputy = await _grant_of(act, dialogue), await successor(act, int(str(dialogue.draft["deputy"])))
    span = checked_period(first, last, act.today)
    row = await act.work.grants.add(_delegation(grant, deputy, *span))
    await dialogues.end(act, dialogue)
    period = {"first": first.isoformat(), "last": last.isoformat()}
    given = {"grant": row.id, "person_id": deputy.id, "lent_by": grant.person_id, "role": grant.role.value}
    await act.record("role_delegated", **given, **period)
    await act.toast("lend.toast")
    data = await lent_data(act, row)
    await act.reply("lend.done", card=str(dialogue.asked["card"]), **data)
    for person_id in dict.fromkeys((deputy.id, grant.person_id)):
        if person_id != act.me.id:
            await act.notify("lend.told", await act.work.people.get(person_id), **data, by=act.me.name)
    if row.holds_on(act.today):
        await begin(act, row)


def _delegation(grant: Grant, deputy: Person, first: date, last: date) -> Grant:
    lent: dict[str, Any] = {"lent_by": grant.person_id, "starts_on": first, "ends_on": last}
    return Grant(person_id=deputy.id, role=grant.role, unit=grant.unit, **lent)


async def _preview(act: Act, dialogue: Dialogue, first: date, last: date) -> None:
    span = {"first": first.isoformat(), "last": last.isoformat()}
    dialogue = await dialogues.advance(act, dialogue, "days", **span)
    grant, deputy = (
        await _grant_of(act, dialogue),
        await act.work.people.get(int(str(dialogue.draft["deputy"]))),
    )
    data = await lent_data(act, _delegation(grant, deputy, first, last))
    after = {"date": (last + timedelta(days=1)).isoformat()}
    await dialogues.ask(act, dialogue, "lend.preview", **data, after=after)


async def _lendable(act: Act, person: Person) -> list[Grant]:
    """Return the roles held in his own right that I may delegate."""
    grants = await act.work.grants.all(person_id=person.id, is_revoked=False, lent_by=None)
    mine = [each for each in grants if each.role in LENDABLE]
    return [each for each in mine if may_change(act, each.role, each.unit or person.unit)]


async def _grant_of(act: Act, dialogue: Dialogue) -> Grant:
    grant = await act.work.grants.get(int(str(dialogue.draft["grant"])))
    person = await act.work.people.get(int(str(dialogue.draft["person"])))
    permit_role(act, grant.role, grant.unit or person.unit)
    if grant.is_revoked or grant.person_id != person.id or grant.lent_by is not None:
        raise Stale
    return grant
