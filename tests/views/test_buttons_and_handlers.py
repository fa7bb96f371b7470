"""Every button has a handler, every handler a button, and every act that a use case asks for has its rule."""

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.domain.actions import Action
from bot.domain.commands import COMMANDS as MENU
from bot.domain.texts import Button, LinkButton
from bot.handlers.button_actions import ACTIONS
from bot.handlers.commands import COMMANDS
from bot.views import KEYBOARDS
from locales import LANGUAGES, catalogue

BOT = Path(__file__).parents[2] / "bot"


def calls(folder: str, name: str) -> Iterator[ast.Call]:
    """Yield every call of this name in a folder of bot/."""
    for path in sorted((BOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                func = node.func
                if name == (func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")):
                    yield node


@cache
def button_actions() -> dict[str, set[str]]:
    """Return the arguments that the views give to each action, but those hidden behind **."""
    found: dict[str, set[str]] = {}
    for call in calls("views", "button"):
        if len(call.args) > 1 and isinstance(call.args[1], ast.Constant):
            found.setdefault(str(call.args[1].value), set()).update(
                each.arg for each in call.keywords if each.arg is not None
            )
    for call in (*calls("views", "cancel"), *calls("views", "ways")):
        given = call.args[1:] or [ast.Constant("dialogue.cancel")]
        for action in (each.value for each in given if isinstance(each, ast.Constant)):
            found.setdefault(str(action), set()).add("dialogue_id")
    for call in calls("views", "past_days"):
        found.update({str(each.value): {"day"} for each in call.args if isinstance(each, ast.Constant)})
    return found


def test_every_button_has_a_handler_and_every_handler_a_button() -> None:
    assert button_actions().keys() == ACTIONS.keys()


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_handler_takes_the_arguments_of_its_button(action: str) -> None:
    act, *taken = inspect.signature(ACTIONS[action]).parameters

    assert act == "act"
    assert button_actions()[action] - set(taken) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_keyboard_belongs_to_a_text(language: str) -> None:
    known = {str(message.id) for message in catalogue(language)}

    assert KEYBOARDS.keys() - known == set()


def test_every_act_that_is_asked_for_stands_in_the_table() -> None:
    asked = {
        node.attr
        for folder in ("usecases", "handlers")
        for call in calls(folder, "permit")
        for node in call.args
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Action"
    }

    assert asked - Action.__members__.keys() == set()
    assert len(asked) > 20


def test_link_buttons_bear_no_action() -> None:
    keyboard = KEYBOARDS["group.invite"]({"bot": "ssj_bot", "start": "TOKEN"})
    buttons = [button for row in keyboard for button in row]

    assert [type(button) for button in buttons] == [LinkButton]
    assert [button.url for button in buttons if isinstance(button, LinkButton)] == [
        "https://t.me/ssj_bot?startgroup=TOKEN"
    ]
    assert not any(isinstance(button, Button) for button in buttons)


def test_every_command_of_the_menu_has_a_handler_and_every_handler_its_place_in_the_menu() -> None:
    assert set(MENU) == set(COMMANDS)
