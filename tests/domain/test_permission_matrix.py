"""Every identity, act, chat and state: decide() against a reviewed file, made from the product's tables."""

from bot.domain.permissions import Allow, decide
from tests.domain.permission_matrix import FILE, IDENTITIES, STATES, cells, reviewed, text


def test_file_is_what_the_products_tables_say() -> None:
    assert FILE.read_text(encoding="utf-8") == text(), "run `python -m tests.domain.permission_matrix`"


def test_matrix_is_what_decide_says() -> None:
    told = reviewed()
    tried, wrong = 0, []
    for name, act, chat, state in cells():
        who = IDENTITIES[name]
        where, people = told.get((act.value, state)) or told[act.value, "as_is"]
        expected = name in people and chat.value in where
        found = isinstance(decide(who, act, chat, STATES[state](who.person_id or 0)), Allow)
        tried += 1
        if found is not expected:
            wrong.append((name, act.value, chat.value, state, found))
    assert wrong == []
    assert tried > 45_000
