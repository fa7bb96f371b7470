"""The list of people who can take a post over, and what is asked after one is chosen from it."""

from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.people import hand_over, lend_role


async def choose(act: Act, dialogue_id: int, version: int, person_id: int) -> None:
    """Go on with this person: a deputy for a period, or a successor for good."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    takes = {lend_role.TOPIC: lend_role.take_deputy, hand_over.TOPIC: hand_over.take_successor}
    await takes[dialogue.topic](act, dialogue, person_id)
