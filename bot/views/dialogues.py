"""What every dialogue has below its question: where we are, the way back, the way out."""

from typing import Any

from bot.domain.texts import Text
from bot.views.keyboards import Keyboard, button, cancel, ways


def foot(data: dict[str, Any]) -> Keyboard:
    """Return the ways back and out; none for a screen that has its own, or is no question."""
    return (ways(data),) if data.get("has_foot") else ()


def placed(text: Text, data: dict[str, Any]) -> Text:
    """Return the text with where we are below it."""
    if "at_topic" not in data:
        return text
    topic = Text(f"dialogue.topic.{data['at_topic']}")
    return Text("dialogue.here", {"text": text, "topic": topic, "n": data["at_step"]})


def offer_to_go_on(data: dict[str, Any]) -> Keyboard:
    """Offer to go on with what is open, or to leave it."""
    if not data.get("dialogue"):
        return ()
    go_on = button("dialogue.go_on", "dialogue.go_on", dialogue_id=data["dialogue"])
    return ((go_on, *cancel(data)),)


KEYBOARDS = {
    "help.mine": offer_to_go_on,
    "words.press": offer_to_go_on,
    "on_paper.aside": offer_to_go_on,
    "on_paper.aside_for_computer": offer_to_go_on,
}
