"""Many open one binding link and all confirm at the same instant: one is bound, all others get one sentence.

SSJ_CLAIMANTS raises their number to a hundred: `make buttons`.
"""

import os
from collections import Counter

from tests.stories.acts import invite, open_link
from tests.stories.office import TOWN, Office
from tests.stories.wording import LIST_ADMINISTRATOR, say

CLAIMANTS = int(os.environ.get("SSJ_CLAIMANTS", "15"))


async def test_link_binds_one_of_a_hundred_who_open_it_at_once(office: Office) -> None:
    link = await invite(office, LIST_ADMINISTRATOR, f"陈新 {TOWN}")
    names = [f"来人{number}" for number in range(CLAIMANTS)]
    for name in names:
        await open_link(office, name, link)
    crowd = [office.stage.person(name) for name in names]
    asked = [(each, each.screen()[-1]) for each in crowd]
    assert all(message.text.startswith("此链接用于绑定") for _, message in asked)

    presses = [person.presses(message, "确认是本人") for person, message in asked]
    await office.stage.settle()

    toasts = Counter([(await press).text for press in presses])
    assert toasts == {"已绑定": 1, say("bind.invalid"): CLAIMANTS - 1}
    async with office.stage.service.database.reading() as work:
        person = await work.people.one(name="陈新")
        bound = [each for each in await work.journal.all() if each.event == "account_bound"]
    assert person is not None
    assert person.account_id in {each.id for each in crowd}
    assert len([each for each in bound if f'"person_id":{person.id}' in each.body]) == 1
