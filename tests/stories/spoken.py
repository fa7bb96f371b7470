"""The words of the regulation under which the story of the moment is played: what the bot is heard to say."""

from bot.domain.texts import Text
from bot.regulations import load_profile
from bot.views.names import terms_of

TERMS: dict[str, Text] = {}


def speak(profile: str) -> None:
    """Have `say` call offices and forms as this regulation does."""
    TERMS.clear()
    TERMS.update(terms_of(load_profile(profile)))
