"""The platform's file as its dialogue keeps it, held against the registers as they stand now."""

from bot.domain.actions import Action
from bot.domain.people import Dialogue
from bot.domain.permissions import Case
from bot.domain.platform.matching import Matched, match_lists
from bot.domain.platform.rows import PlatformReading
from bot.domain.rounds import Round
from bot.usecases.act import Act


async def permit_import(act: Act, dialogue: Dialogue) -> Round | None:
    """Return the round of a re-import, None for a first one, if this person may hand it over."""
    number = dialogue.draft.get("round")
    opened = await act.work.rounds.get(int(str(number))) if number else None
    act.permit(Action.IMPORT_PLATFORM, Case(coordinator=opened.coordinator_id if opened else act.me.id))
    return opened


async def match_now(act: Act, reading: PlatformReading) -> Matched:
    """Return the lists held against the registers as they stand now."""
    targets = await act.work.targets.all(is_active=True)
    return match_lists(reading, targets, await act.work.inspectors.all(is_active=True))


def reading_of(dialogue: Dialogue) -> PlatformReading:
    """Return the file's rows that the dialogue keeps."""
    return PlatformReading.model_validate(dialogue.draft["reading"])
