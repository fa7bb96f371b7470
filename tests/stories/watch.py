"""What every person newly sees, so that a story can assert that nothing else was sent to anybody."""

import re
from typing import TYPE_CHECKING

from playground import Message

if TYPE_CHECKING:
    from tests.stories.office import Office

GROUP = "办公群"
Shown = tuple[str, list[str]]
"""One message: its text without commitment and notice number, and its labels in reading order."""
News = dict[str, list[Shown]]

_NUMBER = re.compile(r"\n\n〔通知第(\d+)号〕$|\n\n\(Notice no\. (\d+)\)$")
# The commitment below every later message in the group has a story of its own.
# So has where a dialogue stands.
_PLACE = re.compile(
    r"\n\n(〔[^〔〕]+，第 \d+ 步；发送 /cancel 退出〕|\([^()]+, step \d+; /cancel leaves\.\))$"
)
_SEAL = re.compile(
    r"\n\n(?:(?:封存码|Commitment|平台名单校验码)(?:（[^（）]+）| \([^()]+\) | )[0-9a-f]{64}\n?)+$"
)


def shown(text: str, *labels: str) -> Shown:
    """Return a message with these buttons, as `Watch.news` shows it."""
    return text, list(labels)


class Watch:
    """Remembers what all screens showed, and tells what is new or has changed since."""

    def __init__(self, office: "Office") -> None:
        self._office = office
        self._known = self._screens()

    def news(self) -> News:
        """Return what the bot has sent or edited since the last time, by name; GROUP is the group."""
        before, self._known = self._known, self._screens()
        found = {
            name: [message for key, message in screen.items() if before.get(name, {}).get(key) != message]
            for name, screen in self._known.items()
        }
        return {name: messages for name, messages in found.items() if messages}

    def _screens(self) -> dict[str, dict[int, Shown]]:
        people = {name: person.screen() for name, person in self._office.stage.people.items()}
        return {
            name: {each.id: _as_shown(each) for each in screen if _is_of_bot(self._office, each)}
            for name, screen in {**people, GROUP: self._office.group.screen()}.items()
        }


def apart_from_boards(news: News) -> News:
    """Return the news without boards and digests of the day, which have a story of their own."""
    kept = {
        name: [message for message in messages if not message[0].startswith(("【看板】", "【每日提要】"))]
        for name, messages in news.items()
    }
    return {name: messages for name, messages in kept.items() if messages}


def numbers(messages: list[Message]) -> list[int]:
    """Return the notice numbers that these messages bear."""
    found = [_NUMBER.search(each.text) for each in messages]
    return [int(each[1] or each[2]) for each in found if each]


def _as_shown(message: Message) -> Shown:
    text = _PLACE.sub("", _SEAL.sub("", _NUMBER.sub("", message.text))) if message.dice is None else "🎲"
    return text, [button.label for button in message.each_button()]


def _is_of_bot(office: "Office", message: Message) -> bool:
    is_service = not message.text and message.dice is None
    return message.sender_id == office.stage.telegram.bot.id and not is_service
