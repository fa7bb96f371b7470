"""Every question with choices bears the way back or out, and says where we are: nobody is trapped."""

import pytest

from bot.domain.texts import Button
from bot.views import KEYBOARDS, screen_of
from demo.messages import samples
from tests.locales.code_keys import sayings

OUTSIDE_A_DIALOGUE = {
    "bind.question",
    "calendar.preview",
    "import.preview",
    "import.undo_preview",
    "lang.ask",
    "material.ask_item",
    "material.ask_left",
    "material.ask_source",
    "material.ask_target",
    "people.ask_role",
    "plan.import_preview",
    "result.ask_choice",
    "result.ask_conclusion",
    "result.ask_method",
}
"""Questions that edit no draft: the file or the card that they stand on is what they ask about."""
CARDS = {"receipt.ask"}
"""What asks for an act and waits for it, whoever looks away."""
WAYS_OUT = {
    "bind.decline",
    "calendar.drop",
    "dialogue.back",
    "dialogue.cancel",
    "draw.back",
    "draw.cancel",
    "import.drop",
    "material.drop",
    "people.person",
    "plan.cancel",
    "plan.import_drop",
    "platform.drop",
    "question.leave",
}
SAID = {each.key.partition("{") for each in sayings() if each.by == "ask"}
ASKED = {key for key, brace, _ in SAID if not brace}
ASKED |= {name for key, brace, _ in SAID if key and brace for name in KEYBOARDS if name.startswith(key)}
ASKED |= {name for name, data in samples().items() if "at_topic" in data}


def is_question(name: str) -> bool:
    """Return whether a screen's name is a question's: `draw.ask_scope`, `invite.ask`, `lend.preview`."""
    last = name.rpartition(".")[2]
    return last == "ask" or last.startswith(("ask_", "pick_")) or last.endswith(("question", "preview"))


def test_every_question_with_choices_is_asked_within_a_dialogue_or_named_here() -> None:
    questions = {name for name in KEYBOARDS if is_question(name)} - CARDS
    assert questions - ASKED == OUTSIDE_A_DIALOGUE


@pytest.mark.parametrize("name", sorted((ASKED | OUTSIDE_A_DIALOGUE) & samples().keys()))
def test_every_question_has_a_way_out(name: str) -> None:
    data = samples()[name]
    known = {"card_name": "", "has_past": False, "has_foot": "at_topic" in data}
    shown = screen_of(name, known | data, "ssj_bot")
    actions = {each.action for row in shown.keyboard for each in row if isinstance(each, Button)}
    assert actions & WAYS_OUT
    assert name in OUTSIDE_A_DIALOGUE or data["at_step"] > 0
