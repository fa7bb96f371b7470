"""Who may do what in every state of a case, written from `product.md`: what the reviewed file is made of.

`python -m tests.domain.permission_matrix` writes `permission_matrix.csv` anew; somebody reads what changed.
It knows the table of who may act, and what a state changes in it; it knows nothing of how decide() decides.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from bot.domain.actions import Action
from bot.domain.people import ChatKind, Role
from bot.domain.permissions import Actor, Case
from tests.domain.permission_table import CASE, PEOPLE, PLACES, TABLE, VILLAGE, actor

FILE = Path(__file__).with_suffix(".csv")
EVERYTHING = actor(40, *((role, "") for role in Role))
IDENTITIES: Mapping[str, Actor] = {**PEOPLE, "everything": EVERYTHING}
STATES: Mapping[str, Callable[[int], Case]] = {
    "as_is": lambda _me: CASE,
    "other_unit": lambda _me: replace(CASE, unit=VILLAGE),
    "nobody_in_the_role": lambda _me: replace(CASE, stand_in=True),
    "i_was_first": lambda me: replace(CASE, first_person=me),
    "nobody_was_first": lambda _me: replace(CASE, first_person=None),
    "i_am_party": lambda me: replace(CASE, parties=frozenset({me})),
    "i_am_on_the_team": lambda me: replace(CASE, team=CASE.team | {me}),
    "i_observe": lambda me: replace(CASE, observers=frozenset({me})),
    "i_audit": lambda me: replace(CASE, auditors=frozenset({me})),
    "i_lead_the_round": lambda me: replace(CASE, coordinator=me),
}

A = Action
# Acts of a unit's own officer: in a case of another unit it is that one's.
UNIT = {
    *(A.INVITE, A.CHANGE_ROLES, A.UNBIND, A.DECLARE_LEAVE_FOR, A.DECLARE_CONFLICT_FOR, A.IMPORT, A.EXPORT),
    *(A.CONSENT_PLAN, A.CONFIRM_TARGETS, A.DECIDE_RECUSAL, A.DECIDE_SUBSTITUTION, A.ORDER_SUBSTITUTION),
    *(
        A.LEND_SPECIALIST,
        A.ATTACH_PAPER,
        A.APPROVE_CORRECTION,
        A.RELEASE,
        A.RETURN_RESULT,
        A.COUNTERSIGN_ENTRY,
    ),
    A.RELEASE_UNDRAWN,
}
# The lead office stands in for a unit's officer, and where no observer is there to read the dice blind; a
# countersignature is the person's or his approver's own.
STOOD_IN = (UNIT - {A.COUNTERSIGN_ENTRY}) | {A.TYPE_READING_BLIND}
# What the coordinator of this round does; excluded from it is who watches it, and who did its first half.
LEADING = {act for act, (who, _) in TABLE.items() if who == "coordinator"}
# What somebody must have asked for, and not he who now agrees.
AGREEING = {
    *(A.APPROVE_DEVIATION, A.APPROVE_EXTENSION, A.APPROVE_ABORT, A.APPROVE_VOID, A.DECLARE_LOST),
    *(A.CONSENT_PLAN, A.CONFIRM_CALENDAR, A.CHECK_OUTCOME),
}
WATCHING = {A.GIVE_TEXT, A.PRESS_THROW, A.TYPE_READING_BLIND, A.REMARK}
PARTNERING = {act for act, (who, _) in TABLE.items() if who == "partner"}
SECOND_HALVES = AGREEING | WATCHING | LEADING | PARTNERING | {A.COUNTERSIGN_ENTRY}
# What is done for the office beside the coordinator's own half: he proposes or publishes, so he does not.
BESIDE_THE_COORDINATOR = {A.RELEASE, A.RETURN_RESULT, A.RELEASE_UNDRAWN, A.DECIDE_MEASURE}
# Nobody judges a case in which he sits himself.
JUDGING = {
    *(A.DECIDE_RECUSAL, A.DECIDE_SUBSTITUTION, A.ORDER_SUBSTITUTION, A.DECIDE_SHORTAGE),
    *(A.APPROVE_CORRECTION, A.RELEASE, A.RETURN_RESULT, A.ANSWER_OBJECTION, A.DECIDE_MEASURE),
    A.RELEASE_UNDRAWN,
}
TEAM = {act for act, (who, _) in TABLE.items() if who == "leader partner"} | PARTNERING
OFFICERS = {
    *("other_coordinator", "lead_office", "approver", "bureau_approver", "lister", "releaser", "inspector"),
    *("observer", "auditor", "nobody", *("other_approver", "other_lister", "other_releaser")),
}
TAKEN: Mapping[str, set[Action]] = {
    "i_was_first": SECOND_HALVES,
    "nobody_was_first": AGREEING,
    "i_am_party": JUDGING,
    "i_am_on_the_team": JUDGING,
    "i_observe": LEADING,
    "i_audit": LEADING,
    "i_lead_the_round": WATCHING | {A.READ_ALL} | BESIDE_THE_COORDINATOR,
}
ELSEWHERE = {"approver": "other_approver", "lister": "other_lister"}


def may(name: str, act: Action, state: str) -> bool:
    """Return whether somebody may act in this state, in the right place."""
    table = set(TABLE[act][0].split())
    if "other_unit" in state and act in UNIT:
        table = {ELSEWHERE.get(each, each) for each in table}
        table |= {"other_releaser"} if act in {A.RELEASE, A.RETURN_RESULT, A.RELEASE_UNDRAWN} else set()
    if state == "nobody_in_the_role" and act in STOOD_IN:
        table |= {"lead_office"}
    is_everybody = name == "everything"
    holds = bool(table & OFFICERS) if is_everybody else name in table
    if name == "stranger" or not table:
        return holds
    return _of_a_person(name, act, state, holds)


def _of_a_person(name: str, act: Action, state: str, holds: bool) -> bool:
    """Return the same of somebody who is known; each state takes something away, and some give something."""
    if state == "i_am_on_the_team" and act in TEAM and name != "leader":
        return True
    if state == "i_lead_the_round" and act in LEADING:
        return name in {"coordinator", "other_coordinator", "everything"}
    return holds and act not in TAKEN.get(state, set())


def lines() -> Iterator[list[str]]:
    """Yield the lines: act, state, where, and everybody who may; states that change nothing are left out."""
    yield ["act", "state", "where", "who"]
    for act in Action:
        usual = [name for name in IDENTITIES if may(name, act, "as_is")]
        for state in STATES:
            who = [name for name in IDENTITIES if may(name, act, state)]
            if state == "as_is" or who != usual:
                where = " ".join(PLACES[place].value for place in TABLE[act][1])
                yield [act.value, state, where, " ".join(who)]


def text() -> str:
    """Return the file as it is to be."""
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(lines())
    return file.getvalue()


def reviewed() -> dict[tuple[str, str], tuple[set[str], set[str]]]:
    """Return what the file says of each act and state: where, and who."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {(act, state): (set(where.split()), set(who.split())) for act, state, where, who in rows}


def cells() -> Iterator[tuple[str, Action, ChatKind, str]]:
    """Yield every identity, act, chat and state."""
    for name in IDENTITIES:
        for act in Action:
            for chat in ChatKind:
                for state in STATES:
                    yield name, act, chat, state


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
