"""Notices of no consequence, and what has become of them."""

from bot.domain.mail import Notice
from bot.domain.people import Chat, Person
from bot.usecases.act import Act
from playground import Call
from tests.stories.office import Office
from tests.stories.watch import GROUP
from tests.stories.wording import say


async def post(office: Office, *to: str, times: int = 1) -> None:
    """Have the bot tell each of these people, or the group, its sentence so many times, and send it."""
    service = office.stage.service
    async with service.database.writing() as work:
        act = service.desk.bot_act(work)
        for n in range(times):
            for name in to:
                await act.notify("receipt.taken", await addressee(act, name), name=name, receipt=f"{n + 1}")
    service.outbox.news.ring()
    await office.stage.settle()


async def addressee(act: Act, name: str) -> Person | Chat:
    """Return the person of this name, or the group."""
    found = await (act.work.chats.one() if name == GROUP else act.work.people.one(name=name))
    assert found is not None
    return found


def taken(name: str, n: int = 1) -> str:
    """Return the sentence that post() sends."""
    return say("receipt.taken", name=name, receipt=f"{n}")


async def notices(office: Office, screen: str = "receipt.taken") -> list[Notice]:
    """Return the notices of this screen, in the order made."""
    async with office.stage.service.database.reading() as work:
        return await work.notices.all(screen=screen)


def heard(office: Office, name: str) -> list[str]:
    """Return the first line of everything the bot has said to a person, or to the group."""
    messages = office.group.screen() if name == GROUP else office.sees(name)
    bot = office.stage.telegram.bot.id
    return [m.text.split("\n")[0] for m in messages if m.sender_id == bot and m.text]


def sends(office: Office, name: str | None = None) -> list[Call]:
    """Return the calls that send messages, to this person, to the group, or to anybody."""
    chat = None if name is None else str(office.group.id if name == GROUP else office[name].id)
    calls = [each for each in office.stage.telegram.calls if each.method == "sendMessage"]
    return [each for each in calls if chat in (None, str(each.params["chat_id"]))]
