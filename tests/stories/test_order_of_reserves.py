"""Nobody learns in the chat who would follow whom: a refusal cannot be made in somebody's favour (row 15)."""

from tests.stories.office import INSPECTORS, Office


async def test_no_message_names_who_was_not_called(office: Office) -> None:
    await office.draw()
    await office.confirm()
    await office.say("王芳", "/status", in_group=True)
    waiting = set(INSPECTORS) - {each.name for each in office.drawn()}
    assert len(waiting) == 4

    for reader in office.inspectors:
        await office.say(reader, "/duty")
        await office.say(reader, "/status")
        seen = [*office.sees(reader), *office.sees(reader, in_group=True)]
        said = "\n".join(each.text for each in seen)
        assert {name for name in waiting if name in said} <= {reader.name}
