"""What only a forged client does: press what it does not see, with any data."""

from playground import Message, PersonDriver
from tests.stories.office import Office


def data_of(message: Message, label: str) -> str:
    """Return what stands behind the button whose label begins so."""
    return next(str(each.data) for each in message.each_button() if each.label.startswith(label))


async def forge(office: Office, person: PersonDriver, message: Message, data: str) -> str:
    """Have somebody press with this data, whatever the message shows by now; return the toast."""
    press = person.presses_raw(message, data)
    await office.stage.settle()
    return (await press).text
