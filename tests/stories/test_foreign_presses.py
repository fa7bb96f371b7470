"""Everybody else presses every button that was ever sent, by a client that sends anything: nothing happens.

SSJ_PRESSES raises the sample: `make buttons`.
"""

import os
import random
from collections.abc import AsyncIterator

from bot.sealing import seal
from tests.stories.acts import accept, press_about, publish, submit_normal
from tests.stories.ledger import denied, last_message_id_aside
from tests.stories.office import Office
from tests.stories.wording import drawn_round

STATES = 6
PRESSES = int(os.environ.get("SSJ_PRESSES", "60"))
_AT_ONCE = 20


async def _addressed(office: Office) -> list[tuple[str, int]]:
    """Return (name, number) of each button that was sent to one person."""
    async with office.stage.service.database.reading() as work:
        names = {each.id: each.name for each in await work.people.all()}
        sent_to = {each.id: each.person_id for each in await work.notices.all()}
        rows = await work.buttons.all()
    found = [(row.person_id or sent_to[row.notice_id], row.id) for row in rows]
    return [(names[person], number) for person, number in found if person is not None]


async def test_no_button_of_a_round_has_an_effect_for_anybody_else_in_any_later_state(office: Office) -> None:
    stranger = office.stage.person("路人")
    dice = random.Random(7)
    toasts: set[str] = set()
    async for _ in _later_states(office):
        await office.stage.says(stranger, "/help")
        toasts |= await _press_as_others(office, dice, PRESSES // STATES)
    assert len(toasts) == 2


async def _later_states(office: Office) -> AsyncIterator[str]:
    """Go on with the round, and pause in each of its states."""
    drawn, _ = await drawn_round(office)
    yield "drawn"
    await office.confirm()
    yield "confirmed"
    leader, partner = drawn.teams[1]
    await accept(office, leader, partner)
    yield "accepted"
    target = drawn.of(1)[0]
    await submit_normal(office, drawn, target)
    yield "entered"
    await press_about(office, partner, "【共同签字】", target, "签字确认")
    yield "signed"
    await publish(office, target)
    yield "published"


async def _press_as_others(office: Office, dice: random.Random, count: int) -> set[str]:
    """Have people press so many of the buttons that were ever sent to somebody else; return the toasts."""
    everybody = [each for each in office.stage.people.values() if each.screen()]
    buttons = await _addressed(office)
    pairs = [(who, number) for name, number in buttons for who in everybody if who.name != name]
    chosen = dice.sample(pairs, min(count, len(pairs)))
    key = office.stage.service.desk.button_key
    before = await last_message_id_aside(office)

    toasts = []
    for start in range(0, len(chosen), _AT_ONCE):
        some = chosen[start : start + _AT_ONCE]
        presses = [who.presses_raw(who.screen()[-1], seal(key, number)) for who, number in some]
        await office.stage.settle()
        toasts += [(await press).text for press in presses]

    told = denied(before, await last_message_id_aside(office))
    assert len(told) == len(toasts) == len(chosen)
    assert {code for _, code in told} <= {"denied.button", "denied.stranger"}
    return set(toasts)
