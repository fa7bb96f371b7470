"""Everybody else presses every button that was ever sent, by a client that sends anything: nothing happens.

SSJ_PRESSES raises the sample: `make buttons`.
"""

import os
import random

from bot.sealing import seal
from tests.stories.ledger import denied, last_message_id_aside
from tests.stories.office import Office

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


async def test_no_button_of_a_round_has_an_effect_for_anybody_else(office: Office) -> None:
    await office.draw()
    await office.confirm()
    stranger = office.stage.person("路人")
    await office.stage.says(stranger, "/help")
    everybody = [each for each in office.stage.people.values() if each.screen()]
    buttons = await _addressed(office)
    pairs = [(who, number) for name, number in buttons for who in everybody if who.name != name]
    chosen = random.Random(7).sample(pairs, min(PRESSES, len(pairs)))
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
    assert {code for _, code in told} == {"denied.button", "denied.stranger"}
    assert len(set(toasts)) == 2
